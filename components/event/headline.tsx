"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { RevealedText } from "@/components/events/revealed-text";
import type { AuditEvent } from "@/lib/audit/event";
import { headlineOf, type Names, plainSentence, type Segment } from "@/lib/audit/sentence";
import { historyQuery } from "@/lib/queries/history";

/** The event in a title and a line below it: at once from the event, and with "it was …" when its history is known. */
export function useHeadline(event: AuditEvent | null, account: string, names?: Names) {
  const history = useQuery({ ...historyQuery(event?.id ?? "", account), enabled: event !== null }).data;
  return useMemo(() => {
    if (event === null) return null;
    const { title, sub } = headlineOf(event, {
      ...(history ? { changes: history.changes } : {}),
      ...(names ? { names } : {}),
    });
    return { title, sub, plain: plainSentence(title) };
  }, [event, history, names]);
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
