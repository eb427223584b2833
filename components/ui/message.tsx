import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

type Tone = "good" | "partial" | "failed" | "quiet";
const TONES: Record<Tone, string> = {
  good: "text-live",
  partial: "text-partial",
  failed: "text-failed",
  quiet: "text-text-3",
};

interface MessageProps {
  icon: LucideIcon;
  tone: Tone;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  code?: string | undefined;
  /** A failure is said aloud. */
  alert?: boolean;
}

/** The frame of every state that stands in place of rows: what is known, what is not, what to do. */
export function Message({ icon: Icon, tone, title, children, actions, code, alert }: MessageProps) {
  return (
    <div role={alert ? "alert" : undefined} className="flex max-w-[600px] gap-3 px-4 py-6">
      <Icon size={20} className={cn("mt-px flex-none", TONES[tone])} aria-hidden />
      <div className="min-w-0">
        <h2 className="text-15 font-strong">{title}</h2>
        <div className="mt-1 text-text-2 break-words [&>p+p]:mt-1">{children}</div>
        {actions || code ? (
          <div className="mt-3 flex flex-wrap items-center gap-2">
            {actions}
            {code ? <span className="font-mono text-11 text-text-3">{code}</span> : null}
          </div>
        ) : null}
      </div>
    </div>
  );
}
