"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useMemo, useState } from "react";
import { toRows } from "@/components/events/event-rows";
import { usePrefs } from "@/components/providers/prefs";
import { buttonClass, TextButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { LazyMenu } from "@/components/ui/lazy-menu";
import type { AuditEvent } from "@/lib/audit/event";
import { eventsHref } from "@/lib/audit/links";
import type { EventsPage } from "@/lib/audit/list-page";
import { EMPTY_QUERY, writeQuery } from "@/lib/audit/query-params";
import { learnNames } from "@/lib/audit/sentence";
import { formatCount, formatRange, formatTime, plural, zoneLabel } from "@/lib/audit/time/format";
import { eventsQuery } from "@/lib/queries/events";
import { matchesOf } from "./around-match";
import { AroundRows } from "./around-rows";

/** How much time before and after, as the API is asked for it. */
const SPANS = { "5m": "5 min", "30m": "30 min", "2h": "2 h", "12h": "12 h" } as const;
type Span = keyof typeof SPANS;
const USUAL = "30m" satisfies Span;
const MOST = 100;

/** Every event of a span before and after, oldest first: one query for the drawer and for the page. */
const aroundQuery = (at: number, account: string, pm: Span) => ({
  ...EMPTY_QUERY,
  account,
  time: { kind: "around", around: at, pm } as const,
  sort: "created_at" as const,
  size: MOST,
});

export function useAround(event: AuditEvent | null, account: string, pm: Span = USUAL) {
  const search = event?.at == null ? "" : writeQuery(aroundQuery(event.at, account, pm)).toString();
  return useQuery({ ...eventsQuery(search), enabled: search !== "" });
}

interface AroundProps {
  event: AuditEvent;
  account: string;
  /** Opens an event here; without it the links lead to its page. */
  onOpen?: ((id: string) => void) | undefined;
  showTypes: boolean;
}

/** What else happened before and after, and what of it shares something with the event. */
export function Around({ event, account, onOpen, showTypes }: AroundProps) {
  const { zone } = usePrefs();
  const [span, setSpan] = useState<Span>(USUAL);
  const [matched, setMatched] = useState("all");
  const answer = useAround(event, account, span);
  const page = answer.data;
  const rows = useMemo(
    () => (page ? toRows(page.events, learnNames(page.events), (at) => formatTime(at, zone).date) : []),
    [page, zone],
  );
  if (event.at === null)
    return <p className="text-12 text-text-2">The time of this event is unknown, so nothing is around it.</p>;

  // Of a part of the events nothing can be counted.
  const whole = page !== undefined && page.events.length === page.page.totalElements;
  const matches = matchesOf(event);
  const chosen = (whole && matches.find(({ id }) => id === matched)) || matches[0];
  const others = rows.filter((row) => row.event.id !== event.id);
  return (
    <>
      <div className="mb-1.5 flex flex-wrap items-center gap-1.5 print:hidden">
        <div className="flex flex-1 flex-wrap gap-1.5" role="group" aria-label="Match on">
          {whole
            ? matches.map((match) => (
                <button
                  key={match.id}
                  type="button"
                  aria-pressed={match === chosen}
                  className="h-6 rounded-full px-2 text-12 text-text-2 shadow-[inset_0_0_0_1px_var(--line-strong)] hover:bg-row-hover aria-pressed:bg-accent-soft aria-pressed:text-accent aria-pressed:shadow-[inset_0_0_0_1px_var(--accent-line)] max-sm:h-10"
                  onClick={() => setMatched(match.id)}
                >
                  {match.label} {formatCount(others.filter((row) => match.fits(row.event)).length)}
                </button>
              ))
            : null}
        </div>
        <LazyMenu
          label={`Span: ${SPANS[span]} before and after`}
          buttonClass={cn(buttonClass("plain", "small"), "max-sm:h-10")}
          button={
            <>
              ± {SPANS[span]} <ChevronDown size={12} aria-hidden />
            </>
          }
          align="end"
          items={(Object.keys(SPANS) as Span[]).map((one) => ({
            id: one,
            label: `± ${SPANS[one]}`,
            checked: one === span,
            run: () => setSpan(one),
          }))}
        />
      </div>
      {answer.isError ? (
        <p role="alert" className="text-12 text-failed">
          The events around it could not be read: {answer.error.message}{" "}
          <TextButton onClick={() => void answer.refetch()}>Try again</TextButton>
        </p>
      ) : page ? (
        <>
          <AroundRows
            rows={rows.filter((row) => row.event.id === event.id || chosen?.fits(row.event))}
            of={{ id: event.id, at: event.at }}
            account={account}
            zone={zone}
            onOpen={onOpen}
            showTypes={showTypes}
          />
          <p className="mt-1.5 text-11 text-text-3">
            {countWords(page, event.at, zone)}{" "}
            <a
              href={eventsHref({ ...aroundQuery(event.at, account, span), sort: "-created_at", size: 30 })}
              className="link"
            >
              Open this window as a list
            </a>
          </p>
        </>
      ) : (
        <p className="appear-late text-12 text-text-3">Reading what is around it…</p>
      )}
    </>
  );
}

function countWords({ receipt, page, events }: EventsPage, at: number, zone: string): string {
  const total = plural(page.totalElements, "event");
  if (events.length < page.totalElements)
    return `${formatCount(events.length)} of ${total} shown, the oldest first.`;
  const [from, to, asOf] = [receipt.from ?? receipt.to, receipt.to, receipt.asOf].map(Date.parse);
  const range = `${formatRange(from ?? 0, to ?? 0, asOf ?? 0, zone)} ${zoneLabel(zone, at, "short")}`;
  return `${receipt.complete ? "Complete for" : "In"} ${range}: ${total}.`;
}
