"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { RevealedText } from "@/components/events/revealed-text";
import type { AuditEvent } from "@/lib/audit/event";
import { humanType } from "@/lib/audit/event-types";
import { lookBackFor } from "@/lib/audit/history";
import { primaryResource } from "@/lib/audit/resource";
import { headlineOf, type Names, plainSentence, type Segment } from "@/lib/audit/sentence";
import { historyQuery } from "@/lib/queries/history";

/** The event in a title and a line below it: at once from the event, and with "it was …" when its history is known. */
export function useHeadline(event: AuditEvent | null, account: string, names?: Names) {
  const answer = useQuery({ ...historyQuery(event?.id ?? "", account), enabled: event !== null });
  const history = answer.data;
  // What an update comes to is not known before its history is: until then its title says only what it is about.
  const waits = event !== null && answer.isPending && lookBackFor(event) !== null;
  return useMemo(() => {
    if (event === null) return null;
    if (waits) {
      const label = primaryResource(event)?.label ?? primaryResource(event)?.value;
      const title: Segment[] = [
        { kind: "text", text: event.description ?? humanType(event.type) },
        ...(label === undefined
          ? []
          : ([
              { kind: "text", text: ": " },
              { kind: "text", text: label },
            ] as const)),
      ];
      return { title, sub: [] as readonly Segment[], plain: plainSentence(title) };
    }
    const { title, sub } = headlineOf(event, {
      ...(history ? { changes: history.changes } : {}),
      ...(names ? { names } : {}),
    });
    return { title, sub, plain: plainSentence(title) };
  }, [event, history, names, waits]);
}

export function Headline({ segments }: { segments: readonly Segment[] }) {
  return segments.map((segment, i) => (
    <RevealedText
      key={i}
      text={segment.text}
      className={isMono(segment) ? "mono wrap-anywhere" : ""}
      max={300}
    />
  ));
}

const isMono = (segment: Segment) => segment.kind === "value" || ("mono" in segment && segment.mono === true);
