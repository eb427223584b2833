"use client";

import { Braces, ChevronLeft, ChevronRight, Link2, PanelRight } from "lucide-react";
import { useMemo } from "react";
import { EventTypeName } from "@/components/events/family-icon";
import { usePrefs } from "@/components/providers/prefs";
import { useCopy } from "@/components/providers/toast";
import type { AccountRef } from "@/components/shell/header";
import { buttonClass, iconButtonClass } from "@/components/ui/button";
import { decodeEvent } from "@/lib/audit/decode-event";
import { eventHref, eventsHref } from "@/lib/audit/links";
import { EMPTY_QUERY } from "@/lib/audit/query-params";
import { formatTime, zoneLabel } from "@/lib/audit/time/format";
import { Around, useAround } from "./around";
import { Changes } from "./changes";
import { ContextView } from "./context-view";
import { Facts } from "./facts";
import { Headline, useHeadline } from "./headline";
import { RawEvent } from "./raw-event";
import { Section } from "./section";
import { useSameSecond } from "./use-same-second";

interface EventPageProps {
  id: string;
  raw: string;
  account: AccountRef;
  upstreamZone: string;
}

/** One event laid out to be read and printed: what a shared link opens. */
export function EventPage({ id, raw, account, upstreamZone }: EventPageProps) {
  const { zone } = usePrefs();
  const copy = useCopy();
  const event = useMemo(
    () => decodeEvent(raw, { zone: upstreamZone, keyOf: () => id }),
    [raw, upstreamZone, id],
  );
  const headline = useHeadline(event, account.apiKey);
  const sameSecond = useSameSecond(event, account.apiKey);
  const href = eventHref(id, account.apiKey);
  const inList =
    event.at === null
      ? eventsHref({ ...EMPTY_QUERY, account: account.apiKey })
      : eventsHref({
          ...EMPTY_QUERY,
          account: account.apiKey,
          time: { kind: "around", around: event.at, pm: "30m" },
        });
  const ghost = buttonClass("ghost", "small");

  return (
    <main
      id="main"
      tabIndex={-1}
      className="min-h-[calc(100dvh-var(--header))] bg-surface px-3 pb-8 outline-none sm:px-6"
    >
      <div className="-mx-3 flex min-h-11 items-center gap-2 border-b border-line px-3 py-1.5 text-12 text-text-3 sm:-mx-6 sm:px-6 print:hidden">
        <a href={eventsHref({ ...EMPTY_QUERY, account: account.apiKey })} className="link">
          Events
        </a>
        <span aria-hidden>/</span>
        {/* Cut on a phone; among the facts it stands whole. */}
        <span className="mono min-w-0 flex-1 truncate text-text-2" title={id}>
          {id}
        </span>
        <a
          href={`${inList}${inList.includes("?") ? "&" : "?"}event=${encodeURIComponent(id)}`}
          className={ghost}
          aria-label="Show in the list"
        >
          <PanelRight size={14} aria-hidden />
          <span className="hidden sm:inline">Show in the list</span>
        </a>
        <button
          type="button"
          className={ghost}
          aria-label="Copy link to this event"
          onClick={() => void copy(`${window.location.origin}${href}`, "Link to this event copied.")}
        >
          <Link2 size={14} aria-hidden />
          <span className="hidden sm:inline">Copy link</span>
        </button>
        <button
          type="button"
          className={ghost}
          aria-label="Copy JSON"
          onClick={() => void copy(raw, "Event copied as it was sent.")}
        >
          <Braces size={14} aria-hidden />
          <span className="hidden sm:inline">Copy JSON</span>
        </button>
        <Neighbours id={id} account={account.apiKey} event={event} />
      </div>
      <div className="pt-3 pb-4">
        <p className="text-12 text-text-2">
          <EventTypeName type={event.type} />{" "}
          {event.at === null
            ? "time unknown"
            : `${formatTime(event.at, zone).text} ${zoneLabel(zone, event.at, "short")}`}
        </p>
        <h1 className="mt-1 text-22 font-strong tracking-[-.015em] break-words">
          {headline ? <Headline segments={headline.title} /> : id}
        </h1>
        <p className="mt-0.5 min-h-5 text-text-2">{headline ? <Headline segments={headline.sub} /> : null}</p>
      </div>
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_440px]">
        <div className="contents lg:block lg:space-y-6">
          <div className="order-1">
            <Section level={2} id="what-changed" title="What changed">
              <Changes event={event} account={account.apiKey} />
            </Section>
          </div>
          <div className="order-3">
            <Section level={2} id="around" title="Around this event">
              <Around event={event} account={account.apiKey} showTypes />
            </Section>
          </div>
          <div className="order-5">
            <Section level={2} id="raw" title="Raw event">
              <RawEvent raw={raw} />
            </Section>
          </div>
        </div>
        <div className="contents lg:block lg:space-y-6">
          <div className="order-2">
            <Section level={2} id="facts" title="Facts">
              <Facts
                event={event}
                account={account}
                upstreamZone={upstreamZone}
                sameSecond={sameSecond}
                columns={1}
              />
            </Section>
          </div>
          <div className="order-4">
            <Section level={2} id="context" title="Context">
              <ContextView event={event} account={account.apiKey} />
            </Section>
          </div>
        </div>
      </div>
    </main>
  );
}

/** The events before and after it in time, among those around it. */
function Neighbours({
  id,
  account,
  event,
}: {
  id: string;
  account: string;
  event: Parameters<typeof useAround>[0];
}) {
  const events = useAround(event, account).data?.events ?? [];
  const index = events.findIndex((other) => other.id === id);
  const before = index > 0 ? events[index - 1] : undefined;
  const after = index >= 0 ? events[index + 1] : undefined;
  return (
    <span className="flex items-center border-l border-line-strong pl-2">
      <Neighbour label="Earlier event" id={before?.id} account={account}>
        <ChevronLeft size={16} aria-hidden />
      </Neighbour>
      <Neighbour label="Later event" id={after?.id} account={account}>
        <ChevronRight size={16} aria-hidden />
      </Neighbour>
    </span>
  );
}

function Neighbour({
  label,
  id,
  account,
  children,
}: {
  label: string;
  id: string | undefined;
  account: string;
  children: React.ReactNode;
}) {
  if (id === undefined) {
    return (
      <span
        role="img"
        aria-label={`${label}: none within 30 minutes`}
        title={`${label}: none within 30 minutes`}
        className={`${iconButtonClass("small")} opacity-50`}
      >
        {children}
      </span>
    );
  }
  return (
    <a href={eventHref(id, account)} aria-label={label} title={label} className={iconButtonClass("small")}>
      {children}
    </a>
  );
}
