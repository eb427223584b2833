"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { EventTypeName } from "@/components/events/family-icon";
import { toRows } from "@/components/events/event-rows";
import { splitEmail } from "@/components/events/columns";
import { RevealedText } from "@/components/events/revealed-text";
import { Sentence } from "@/components/events/sentence";
import { usePrefs } from "@/components/providers/prefs";
import { TextButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { AuditEvent } from "@/lib/audit/event";
import { eventHref, eventsHref } from "@/lib/audit/links";
import { EMPTY_QUERY, writeQuery } from "@/lib/audit/query-params";
import { learnNames } from "@/lib/audit/sentence";
import {
  formatCount,
  formatOffset,
  formatRange,
  formatTime,
  plural,
  zoneLabel,
} from "@/lib/audit/time/format";
import { eventsQuery } from "@/lib/queries/events";

const PM = "30m";
const MOST = 100;

/** Every event of the 30 minutes before and after, oldest first: one query for the drawer and for the page. */
const aroundQuery = (at: number, account: string) => ({
  ...EMPTY_QUERY,
  account,
  time: { kind: "around", around: at, pm: PM } as const,
  sort: "created_at" as const,
  size: MOST,
});

export function useAround(event: AuditEvent | null, account: string) {
  const search = event?.at == null ? "" : writeQuery(aroundQuery(event.at, account)).toString();
  return useQuery({ ...eventsQuery(search), enabled: search !== "" });
}

interface AroundProps {
  event: AuditEvent;
  account: string;
  /** Opens an event here; without it the links lead to its page. */
  onOpen?: ((id: string) => void) | undefined;
  showTypes: boolean;
}

/** What else happened in the 30 minutes before and after. */
export function Around({ event, account, onOpen, showTypes }: AroundProps) {
  const { zone } = usePrefs();
  const answer = useAround(event, account);
  const page = answer.data;
  const rows = useMemo(
    () => (page ? toRows(page.events, learnNames(page.events), (at) => formatTime(at, zone).date) : []),
    [page, zone],
  );
  if (event.at === null)
    return <p className="text-12 text-text-2">The time of this event is unknown, so nothing is around it.</p>;
  const at = event.at;
  const list = eventsHref({ ...aroundQuery(at, account), sort: "-created_at", size: 30 });
  if (answer.isError) {
    return (
      <p role="alert" className="text-12 text-failed">
        The events around it could not be read: {answer.error.message}{" "}
        <TextButton onClick={() => void answer.refetch()}>Try again</TextButton>
      </p>
    );
  }
  if (!page) return <p className="appear-late text-12 text-text-3">Reading the hour around it…</p>;
  const { receipt } = page;
  const total = page.page.totalElements;
  return (
    <>
      <ol>
        {rows.map(({ event: near, sentence }) => {
          const self = near.id === event.id;
          const offset = near.at === null ? "?" : formatOffset(near.at - at, self);
          return (
            <li
              key={near.id}
              className={cn(
                "grid min-h-6 items-center gap-x-2 border-b border-line px-2 py-1 text-12 first:border-t max-sm:grid-cols-[1fr_auto] sm:grid-cols-[52px_62px_22px_84px_minmax(0,1fr)] sm:py-0 sm:whitespace-nowrap",
                showTypes && "lg:grid-cols-[58px_66px_210px_86px_minmax(0,1fr)]",
                self && "bg-row-selected",
              )}
            >
              <span className={cn("font-mono text-11", self ? "font-medium text-accent" : "text-text-3")}>
                {offset}
              </span>
              <a
                href={eventHref(near.id, account)}
                aria-current={self || undefined}
                className="mono hover:text-accent hover:underline max-sm:text-right"
                onClick={(click) => {
                  if (!onOpen || self || click.metaKey || click.ctrlKey || click.shiftKey) return;
                  click.preventDefault();
                  onOpen(near.id);
                }}
              >
                {near.at === null ? "unknown" : formatTime(near.at, zone).time}
              </a>
              <span
                className={cn("overflow-hidden text-ellipsis", !showTypes && "sm:max-w-[14px]")}
                title={near.type}
              >
                <EventTypeName type={near.type} />
              </span>
              <span className="overflow-hidden text-ellipsis max-sm:text-right">
                {near.userEmail === null ? (
                  <span className="text-text-3">no user</span>
                ) : (
                  <RevealedText text={splitEmail(near.userEmail)[0]} />
                )}
              </span>
              <span className="overflow-hidden text-ellipsis max-sm:col-span-full max-sm:whitespace-normal">
                <Sentence segments={sentence} />
              </span>
            </li>
          );
        })}
      </ol>
      <p className="mt-1.5 text-11 text-text-3">
        {receipt.complete
          ? `Complete for ${formatRange(Date.parse(receipt.from ?? receipt.to), Date.parse(receipt.to), Date.parse(receipt.asOf), zone)} ${zoneLabel(zone, at, "short")}: ${plural(total, "event")}.`
          : `${formatCount(rows.length)} of ${plural(total, "event")} shown, the oldest first.`}{" "}
        <a href={list} className="link">
          Open this window as a list
        </a>
      </p>
    </>
  );
}
