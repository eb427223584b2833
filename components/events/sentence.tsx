import { cn } from "@/components/ui/cn";
import type { Segment } from "@/lib/audit/sentence";
import { revealedTitle, RevealedText } from "./revealed-text";

/** What happened, in one line; the whole of it in a tooltip where the line is cut. */
export function Sentence({ segments }: { segments: readonly Segment[] }) {
  return (
    <span title={revealedTitle(segments.map((segment) => segment.text).join(""))}>
      {segments.map((segment, i) => {
        const text = <RevealedText text={segment.text} max={300} />;
        const mono = segment.kind === "value" || ("mono" in segment && segment.mono);
        const quiet = segment.kind === "quiet" || ("quiet" in segment && segment.quiet);
        const link =
          segment.kind === "resource" ? "underline decoration-line-control underline-offset-2" : "";
        switch (segment.kind) {
          case "kind":
            return (
              <span key={i} className="subject-kind">
                {segment.text}
              </span>
            );
          default:
            return (
              <span key={i} className={cn(mono && "mono", quiet && "text-text-3", link)}>
                {text}
              </span>
            );
        }
      })}
    </span>
  );
}
