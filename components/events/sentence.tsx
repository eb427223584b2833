import { Fragment } from "react";
import type { Segment } from "@/lib/audit/sentence";
import { RevealedText } from "./revealed-text";

/** What happened, in one line; the whole of it in a tooltip where the line is cut. */
export function Sentence({ segments }: { segments: readonly Segment[] }) {
  return (
    <span title={segments.map((segment) => segment.text).join("")}>
      {segments.map((segment, i) => {
        const text = <RevealedText text={segment.text} max={300} />;
        switch (segment.kind) {
          case "kind":
            return (
              <span key={i} className="subject-kind">
                {segment.text}
              </span>
            );
          case "value":
            return (
              <span key={i} className="mono">
                {text}
              </span>
            );
          case "quiet":
            return (
              <span key={i} className="text-text-3">
                {text}
              </span>
            );
          default:
            return <Fragment key={i}>{text}</Fragment>;
        }
      })}
    </span>
  );
}
