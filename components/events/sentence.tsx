import { Fragment, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { ResourceId } from "@/lib/audit/resource-kind";
import type { Segment } from "@/lib/audit/sentence";
import { revealedTitle, RevealedText } from "./revealed-text";

interface SentenceProps {
  segments: readonly Segment[];
  /** Makes links of the things it names. */
  hrefOf?: ((resource: ResourceId) => string) | undefined;
  /** A mark, beside the first new value that holds one of these texts; where none does, at the end. */
  mark?: { readonly beside: readonly string[]; readonly told: ReactNode } | undefined;
}

/** What happened, in one line; the whole of it in a tooltip where the line is cut. */
export function Sentence({ segments, hrefOf, mark }: SentenceProps) {
  const marked = mark ? placeOf(segments, mark.beside) : -1;
  return (
    <span title={revealedTitle(segments.map((segment) => segment.text).join(""))}>
      {segments.map((segment, i) => (
        <Fragment key={i}>
          <Stretch segment={segment} hrefOf={hrefOf} />
          {i === marked ? mark?.told : null}
        </Fragment>
      ))}
    </span>
  );
}

/** Where a mark of these texts stands: behind the first new value that holds one, else behind everything. */
function placeOf(segments: readonly Segment[], texts: readonly string[]): number {
  const holds = ({ kind, text }: Segment) =>
    kind === "value" && texts.some((one) => text.toLowerCase().includes(one));
  const found = segments.findIndex(holds);
  return found < 0 ? segments.length - 1 : found;
}

function Stretch({ segment, hrefOf }: { segment: Segment; hrefOf: SentenceProps["hrefOf"] }) {
  if (segment.kind === "kind") return <span className="subject-kind">{segment.text}</span>;
  const text = <RevealedText text={segment.text} max={300} />;
  const mono = segment.kind === "value" || ("mono" in segment && segment.mono);
  const quiet = segment.kind === "quiet" || ("quiet" in segment && segment.quiet);
  const tone = cn(mono && "mono", quiet && "text-text-3");
  if (segment.kind !== "resource") return <span className={tone}>{text}</span>;
  if (!hrefOf)
    return <span className={`${tone} underline decoration-line-control underline-offset-2`}>{text}</span>;
  return (
    <a href={hrefOf(segment.resource)} className={cn("quiet-link", tone)}>
      {text}
    </a>
  );
}
