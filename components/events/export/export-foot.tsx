import type { ReactNode } from "react";

/** The file's name, and what can be done. */
export function Foot({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-2.5 border-t border-line bg-surface-2 px-3 py-2">
      <span className="min-w-0 flex-1 break-all text-text-3">{name}</span>
      {children}
    </div>
  );
}
