import type { ReactNode } from "react";
import { Glyph } from "@/components/ui/glyph";

/** A page that says one thing: not found, failed. */
export function PageMessage({
  icon,
  title,
  children,
}: {
  icon: ReactNode;
  title: string;
  children: ReactNode;
}) {
  return (
    <main id="main" className="flex min-h-dvh flex-col items-center justify-center p-6">
      <div className="w-full max-w-[460px] rounded-3 border border-line-strong bg-surface p-6">
        <p className="mb-4 flex items-center gap-2 font-strong">
          <Glyph /> Audit console
        </p>
        <div className="flex gap-3">
          <span className="mt-0.5 flex-none text-text-3">{icon}</span>
          <div>
            <h1 className="text-15 font-strong">{title}</h1>
            <div className="mt-1 text-text-2">{children}</div>
          </div>
        </div>
      </div>
    </main>
  );
}
