"use client";

import { CircleHelp, Search, ShieldCheck } from "lucide-react";
import { Message } from "@/components/ui/message";
import { RevealedText } from "@/components/events/revealed-text";
import { usePrefs } from "@/components/providers/prefs";
import { buttonClass } from "@/components/ui/button";
import { eventsHref } from "@/lib/audit/links";
import { EMPTY_QUERY } from "@/lib/audit/query-params";
import { KIND_WORDS } from "@/lib/audit/resource-shape";
import { formatTime, plural, zoneLabel } from "@/lib/audit/time/format";
import type { ResourceTimeline } from "@/lib/audit/timeline";

/** No event names it: what that proves depends on how far coverage reaches. */
export function Nothing({ timeline, account }: { timeline: ResourceTimeline; account: string }) {
  const { zone } = usePrefs();
  const { resource, since, gaps, asOf } = timeline;
  const words = (at: string) =>
    `${formatTime(Date.parse(at), zone).text} ${zoneLabel(zone, Date.parse(at), "short")}`;
  const nothing = since === asOf;
  const whole = since === null && gaps.length === 0;
  const value = <RevealedText text={resource.value} className="mono text-text wrap-anywhere" max={200} />;
  return (
    <Message
      icon={nothing ? CircleHelp : whole ? ShieldCheck : Search}
      tone={whole ? "good" : "quiet"}
      title={
        nothing ? "Nothing is archived yet" : `No event names this ${KIND_WORDS[resource.kind].toLowerCase()}`
      }
      actions={
        <a
          href={eventsHref({ ...EMPTY_QUERY, account, searchText: resource.value.slice(0, 500) })}
          className={buttonClass("plain", "small")}
        >
          Search events for it as text
        </a>
      }
    >
      {nothing ? (
        <p>
          Events of this account are read from Vonage first. Whether any of them names {value} is not known
          yet.
        </p>
      ) : (
        <p>
          No event names {value} in all coverage
          {since === null
            ? " of the account, which reaches back to its first event"
            : ` since ${words(since)}`}
          , as of {words(asOf)}.
        </p>
      )}
      {gaps.length > 0 && !nothing ? (
        <p>
          {plural(gaps.length, "gap")} in it {gaps.length === 1 ? "is" : "are"} not archived: what happened
          there is not known.
        </p>
      ) : null}
      {since !== null && !nothing ? <p>What came before is not known.</p> : null}
    </Message>
  );
}
