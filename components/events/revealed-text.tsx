import { Fragment } from "react";
import { revealText } from "@/lib/audit/hidden-text";
import { cn } from "@/components/ui/cn";

interface RevealedTextProps {
  text: string;
  className?: string;
  /** Characters after which the text is cut, with its whole in a tooltip. */
  max?: number;
}

/** Text of the upstream: what cannot be seen is shown escaped, and its direction stays inside. */
export function RevealedText({ text, className, max = 2000 }: RevealedTextProps) {
  const cut = text.length > max ? `${text.slice(0, max)}…` : text;
  const { segments, hidden } = revealText(cut);
  return (
    <span className={cn("isolate-text", className)}>
      {hidden === 0
        ? cut
        : segments.map((segment, i) =>
            "text" in segment ? (
              <Fragment key={i}>{segment.text}</Fragment>
            ) : (
              <span
                key={i}
                title={segment.name}
                className="mx-px inline-block rounded-[2px] bg-danger-soft px-[3px] font-mono text-[10px] leading-[13px] text-danger shadow-[inset_0_0_0_1px_var(--danger-line)]"
              >
                {segment.token}
              </span>
            ),
          )}
    </span>
  );
}

/** The same for a tooltip, which shows plain text: nothing hidden in it can reorder or hide what stands beside it. */
export const revealedTitle = (text: string): string =>
  revealText(text.slice(0, 2000))
    .segments.map((segment) => ("text" in segment ? segment.text : `⟨${segment.token}⟩`))
    .join("");
