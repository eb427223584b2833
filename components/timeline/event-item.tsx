"use client";

import { FirstSeenMark } from "@/components/events/first-seen-mark";
import { RevealedText } from "@/components/events/revealed-text";
import { Sentence } from "@/components/events/sentence";
import { usePrefs } from "@/components/providers/prefs";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { EventFirsts, FirstMark } from "@/lib/audit/first-seen";
import { eventHref } from "@/lib/audit/links";
import type { ResourceId, ResourceKind } from "@/lib/audit/resource-kind";
import { formatTime } from "@/lib/audit/time/format";
import type { TimelineRow } from "@/lib/audit/timeline-rows";

interface EventItemProps {
  row: Extract<TimelineRow, { kind: "event" }>;
  /** Of the thing whose timeline it is. */
  kind: ResourceKind;
  hrefOf: (resource: ResourceId) => string;
  /** What is new about it. */
  firsts: EventFirsts | null;
  /** `null`: no event changes the thing, so that no moment differs from another. */
  onMoment: ((at: number) => void) | null;
}

const DOTS: Record<ResourceKind, string> = {
  app: "after:bg-fam-app",
  number: "after:bg-fam-number",
  user: "after:bg-fam-user",
  ip: "after:bg-fam-ip",
  secret: "after:bg-fam-account",
  account: "after:bg-fam-account",
};

/** One event: when, what it came to, who and from where; its time leads to it. */
export function EventItem({ row, kind, hrefOf, firsts, onMoment }: EventItemProps) {
  const { event, at, sameSecond, shown } = row;
  const { zone } = usePrefs();
  const time = at === null ? null : formatTime(at, zone);
  const told = (mark: FirstMark | null | undefined) =>
    firsts && mark ? <FirstSeenMark mark={mark} since={firsts.since} /> : null;
  return (
    <li
      aria-current={(shown && onMoment !== null) || undefined}
      data-event-id={event.id}
      className={cn(
        "grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-2 border-b border-line px-2 py-2 sm:grid-cols-[150px_20px_minmax(0,1fr)_auto]",
        shown && onMoment && "bg-row-selected",
      )}
    >
      <span className="text-12 whitespace-nowrap max-sm:col-span-full sm:text-right">
        {time === null ? null : <span className="text-text-3">{time.date} </span>}
        <a
          href={eventHref(event.id, event.account)}
          className="quiet-link mono"
          title={`Open this event: ${event.type}`}
        >
          {time === null ? "time unknown" : time.time}
        </a>
      </span>
      <span
        aria-hidden
        className={cn(
          "relative self-stretch before:absolute before:-top-2 before:-bottom-2 before:left-[9px] before:w-px before:bg-line-control max-sm:hidden",
          "after:absolute after:top-[5px] after:left-[5px] after:size-[9px] after:rounded-full after:shadow-[0_0_0_2px_var(--surface)]",
          event.changes ? DOTS[kind] : "after:scale-75 after:bg-line-control",
          shown && onMoment && "after:bg-accent",
        )}
      />
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <Sentence segments={event.sentence} hrefOf={hrefOf} />
          {told(firsts?.what)}
        </p>
        <p className="text-12 wrap-anywhere text-text-3">
          <RevealedText text={event.type || "no type"} className="mono" max={100} /> ·{" "}
          {event.user === null ? "no user" : <RevealedText text={event.user} max={120} />}
          {told(firsts?.who)} ·{" "}
          {event.ip === null ? "no address" : <RevealedText text={event.ip} className="mono" max={60} />}
          {event.country === null ? null : (
            <>
              {" "}
              <RevealedText text={event.country} max={10} />
            </>
          )}
          {told(firsts?.from)}
          {sameSecond ? " · same second, order not known" : null}
        </p>
      </div>
      {at === null || onMoment === null ? null : shown ? (
        <span className="px-2 text-12 text-text-3">shown</span>
      ) : (
        <Button
          look="ghost"
          size="small"
          aria-label={`State here: ${time?.text}`}
          className="print:hidden"
          onClick={() => onMoment(at)}
        >
          State here
        </Button>
      )}
    </li>
  );
}
