"use client";

import { CircleHelp } from "lucide-react";
import { useMemo } from "react";
import { usePrefs } from "@/components/providers/prefs";
import { Button, TextButton } from "@/components/ui/button";
import type { EventFirsts } from "@/lib/audit/first-seen";
import type { ResourceId } from "@/lib/audit/resource-kind";
import { formatTime, plural, zoneLabel } from "@/lib/audit/time/format";
import type { ResourceTimeline, TimelineEvent } from "@/lib/audit/timeline";
import { rowsOf } from "@/lib/audit/timeline-rows";
import { EventItem } from "./event-item";
import { GapItem } from "./gap-item";

interface EventListProps {
  timeline: ResourceTimeline;
  /** Of all pages that are read. */
  events: readonly TimelineEvent[];
  gaps: readonly { from: number; to: number }[];
  account: string;
  at: number;
  hrefOf: (resource: ResourceId) => string;
  firstsOf: (event: TimelineEvent) => EventFirsts | null;
  onMoment: ((at: number) => void) | null;
  /** Older events that are not read yet; `null`: none. */
  more: { left: number; busy: boolean; error: Error | null; load: () => void } | null;
  /** Asks again, for what a gap held. */
  onRead: () => Promise<ResourceTimeline | null>;
}

/** Every event that names the thing, newest first, with what is not archived between them. */
export function EventList({
  timeline,
  events,
  gaps,
  account,
  at,
  hrefOf,
  firstsOf,
  onMoment,
  more,
  onRead,
}: EventListProps) {
  const { zone } = usePrefs();
  const { total, since, asOf, cut, changes } = timeline;
  const rows = useMemo(() => rowsOf(events, gaps, at, more === null), [events, gaps, at, more]);
  const zoneName = zoneLabel(zone, Date.parse(asOf), "short");
  return (
    <section aria-labelledby="timeline-events" className="min-w-0">
      <h2 id="timeline-events" className="mb-1.5 text-12 font-strong">
        Events, newest first{" "}
        <span className="ml-1 font-normal text-text-3">
          {plural(total, "event")}
          {gaps.length > 0 ? ` · ${plural(gaps.length, "gap")}` : ""} · as of{" "}
          {formatTime(Date.parse(asOf), zone).time} {zoneName}
        </span>
      </h2>
      <ol className="border-t border-line">
        {rows.map((row) =>
          row.kind === "gap" ? (
            <GapItem
              key={`gap ${row.gap.from}`}
              gap={row.gap}
              account={account}
              asOf={asOf}
              onRead={onRead}
            />
          ) : (
            <EventItem
              key={`${row.event.account} ${row.event.id}`}
              row={row}
              kind={timeline.resource.kind}
              hrefOf={hrefOf}
              firsts={firstsOf(row.event)}
              onMoment={onMoment}
            />
          ),
        )}
        {more === null ? (
          <li className="flex items-start gap-2.5 border-b border-line py-2 text-12 text-text-3 sm:pl-[180px]">
            <CircleHelp size={14} className="mt-0.5 flex-none" aria-hidden />
            <p>
              {since === null
                ? "Everything of the account that there is from before is archived: no earlier event names it."
                : `Coverage starts ${formatTime(Date.parse(since), zone).text} ${zoneLabel(zone, Date.parse(since), "short")}. What came before is not known.`}
            </p>
          </li>
        ) : null}
      </ol>
      {more === null ? null : (
        <div className="flex flex-wrap items-center gap-2 pt-2 text-12 text-text-2">
          <Button size="small" onClick={more.load} disabled={more.busy}>
            {more.busy ? "Reading…" : "Older events"}
          </Button>
          {plural(more.left, "older event")} not shown yet
          {more.error === null ? null : (
            <span role="alert" className="text-failed">
              They could not be read: {more.error.message}{" "}
              <TextButton onClick={more.load}>Try again</TextButton>
            </span>
          )}
        </div>
      )}
      {cut ? (
        <p className="mt-2 text-12 text-partial">
          It changed more often than is replayed here: the state is told from its latest{" "}
          {plural(changes.length, "change")}.
        </p>
      ) : null}
    </section>
  );
}
