import { cn } from "@/components/ui/cn";
import type { ResourceId } from "@/lib/audit/resource-kind";
import type { Segment } from "@/lib/audit/sentence";
import { revealedTitle, RevealedText } from "./revealed-text";

interface SentenceProps {
  segments: readonly Segment[];
  /** Makes links of the things it names. */
  hrefOf?: (resource: ResourceId) => string;
}

/** What happened, in one line; the whole of it in a tooltip where the line is cut. */
export function Sentence({ segments, hrefOf }: SentenceProps) {
  return (
    <span title={revealedTitle(segments.map((segment) => segment.text).join(""))}>
      {segments.map((segment, i) => {
        const text = <RevealedText text={segment.text} max={300} />;
        const mono = segment.kind === "value" || ("mono" in segment && segment.mono);
        const quiet = segment.kind === "quiet" || ("quiet" in segment && segment.quiet);
        if (segment.kind === "resource" && hrefOf)
          return (
            <a
              key={i}
              href={hrefOf(segment.resource)}
              className={cn("quiet-link", mono && "mono", quiet && "text-text-3")}
            >
              {text}
            </a>
          );
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
