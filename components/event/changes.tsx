"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { RevealedText } from "@/components/events/revealed-text";
import { usePrefs } from "@/components/providers/prefs";
import { TextButton } from "@/components/ui/button";
import type { AuditEvent } from "@/lib/audit/event";
import { meaningOf } from "@/lib/audit/meaning";
import { type Change, lookBackFor } from "@/lib/audit/history";
import { statementsOf } from "@/lib/audit/state";
import { eventHref } from "@/lib/audit/links";
import { formatTime, plural } from "@/lib/audit/time/format";
import { historyQuery } from "@/lib/queries/history";
import { ProvenanceLabel } from "./provenance-label";
import { markDifference } from "./mark-difference";

interface ChangesProps {
  event: AuditEvent;
  account: string;
}

/** What the event changed, field by field, each earlier value labelled by how well it is known. */
export function Changes({ event, account }: ChangesProps) {
  const { zone } = usePrefs();
  const answer = useQuery(historyQuery(event.id, account));
  const [all, setAll] = useState(false);
  if (answer.isError) {
    return (
      <p role="alert" className="text-12 text-failed">
        What stood before could not be read: {answer.error.message}{" "}
        <TextButton onClick={() => void answer.refetch()}>Try again</TextButton>
      </p>
    );
  }
  if (!answer.data) {
    const expected = lookBackFor(event) === null ? 0 : Math.min(4, statementsOf(event).length);
    return (
      // As high as the rows that are likely to come, so that what is below does not jump.
      <div style={{ minHeight: expected === 0 ? undefined : 26 + expected * 48 }}>
        <p className="appear-late text-12 text-text-3">Reading what stood before…</p>
      </div>
    );
  }
  const { changes, unchanged } = answer.data;
  const shown = all ? [...changes, ...unchanged] : changes;
  return (
    <>
      {shown.length === 0 ? (
        <p className="text-12 text-text-2">
          {unchanged.length > 0
            ? "No field differs from what stood before."
            : "This event carries no field that changed."}
        </p>
      ) : (
        <table className="diff w-full table-fixed border-separate border-spacing-0 rounded-2 border border-line text-12 max-sm:block">
          <thead className="max-sm:hidden">
            <tr className="text-left text-text-2 [&>th]:h-6 [&>th]:px-2 [&>th]:font-medium">
              <th scope="col" className="w-[140px]">
                Field
              </th>
              <th scope="col" className="w-[43%]">
                Before
              </th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {shown.map((change) => (
              <Row
                key={`${change.resource.kind}:${change.resource.value}:${change.field}`}
                change={change}
                account={account}
                zone={zone}
                at={event.at}
                created={meaningOf(event.type).creates ?? false}
              />
            ))}
          </tbody>
        </table>
      )}
      {unchanged.length > 0 ? (
        <TextButton className="mt-1 print:hidden" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Hide" : "Show"} {plural(unchanged.length, "field")} that did not change
        </TextButton>
      ) : null}
    </>
  );
}

interface RowProps {
  change: Change;
  account: string;
  zone: string;
  /** The event's own time: years are written only where they differ from its year. */
  at: number | null;
}

const CELL =
  "border-t border-line px-2 py-[5px] align-top break-words max-sm:block max-sm:border-0 max-sm:px-2.5 max-sm:py-0.5";

function Row({ change, account, zone, at, created }: RowProps & { created: boolean }) {
  const { before, after } = change;
  const isNew = created && before === null && change.provenance === "unknown";
  const parts = before !== null && after !== null ? markDifference(before, after) : null;
  return (
    <tr className="max-sm:block max-sm:border-t max-sm:border-line max-sm:py-2 max-sm:first:border-0">
      <th scope="row" className={`${CELL} mono text-left font-normal text-text-2`}>
        <span title={change.field}>
          <RevealedText text={change.key} />
        </span>
      </th>
      <td className={CELL}>
        <span className="text-text-3 sm:hidden">Before </span>
        {before === null ? (
          <span className="text-text-2">
            {isNew ? "new with this event" : change.provenance === "unknown" ? "not known" : "none"}
          </span>
        ) : (
          <Value text={before} part={parts?.before} quiet />
        )}
        {isNew ? null : <Provenance change={change} account={account} zone={zone} at={at} />}
      </td>
      <td className={CELL}>
        <span className="text-text-3 sm:hidden">After </span>
        {after === null ? (
          <span className="text-text-2">none</span>
        ) : (
          <Value text={after} part={parts?.after} />
        )}
      </td>
    </tr>
  );
}

function Value({
  text,
  part,
  quiet,
}: {
  text: string;
  part: readonly [number, number] | undefined;
  quiet?: boolean;
}) {
  const [from, to] = part ?? [0, 0];
  const tone = quiet ? "text-text-2" : "text-text";
  if (to <= from) return <RevealedText text={text || "(empty)"} className={`mono ${tone}`} max={600} />;
  return (
    <span className={`mono break-all ${tone}`} title={text.slice(0, 2000)}>
      <RevealedText text={text.slice(0, from)} max={600} />
      <mark
        className={`rounded-[2px] py-px text-inherit ${quiet ? "bg-surface-3" : "bg-accent-soft shadow-[0_0_0_1px_var(--accent-line)]"}`}
      >
        <RevealedText text={text.slice(from, to)} max={600} />
      </mark>
      <RevealedText text={text.slice(to)} max={600} />
    </span>
  );
}

function Provenance({ change, account, zone, at }: RowProps) {
  return (
    <span className="flex flex-wrap items-baseline gap-[5px]">
      <ProvenanceLabel provenance={change.provenance} />
      <span className="text-11 text-text-3">
        {change.provenance === "stated" ? "in the event itself" : null}
        {change.provenance === "derived" && change.from ? (
          <>
            from{" "}
            <a href={eventHref(change.from, account)} className="link" title={change.from}>
              {change.fromType ?? "an event"}
              {change.fromAt
                ? ` ${formatTime(Date.parse(change.fromAt), zone, at === null ? {} : { now: at }).text}`
                : ""}
            </a>
          </>
        ) : null}
        {change.provenance === "unknown" ? unknownWords(change, zone) : null}
      </span>
    </span>
  );
}

function unknownWords(change: Change, zone: string): string {
  switch (change.why) {
    case "before_coverage":
      return change.since
        ? `before coverage (${formatTime(Date.parse(change.since), zone).date})`
        : "before coverage";
    case "gap":
      return "inside a gap";
    case "looked_back":
      return change.since
        ? `looked back to ${formatTime(Date.parse(change.since), zone).date}`
        : "not looked back";
    default:
      return "no event carries it";
  }
}
