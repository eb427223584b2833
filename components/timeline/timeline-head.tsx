"use client";

import { Copy, Link2, ListFilter } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { FamilyMark } from "@/components/events/family-icon";
import { RevealedText } from "@/components/events/revealed-text";
import { useCopy } from "@/components/providers/toast";
import { buttonClass, IconButton } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/use-hydrated";
import { eventsHref, timelineHref } from "@/lib/audit/links";
import { EMPTY_QUERY } from "@/lib/audit/query-params";
import { type ResourceKind, resourceKey } from "@/lib/audit/resource-kind";
import { FAMILY_OF, KIND_WORDS } from "@/lib/audit/resource-shape";
import { formatTime, plural } from "@/lib/audit/time/format";
import type { ResourceTimeline } from "@/lib/audit/timeline";
import { ResourceSearch } from "./resource-search";

interface TimelineHeadProps {
  timeline: ResourceTimeline;
  account: string;
  at: number;
  /** Of an application. */
  name: string | undefined;
}

/** Under which keys events name such a thing, in Vonage's own words. */
const KEYS: Record<ResourceKind, string> = {
  app: "appId, applicationId, voice-value",
  number: "msisdn",
  user: "user_email, user_id",
  ip: "source_ip, ip",
  secret: "secretId",
  account: "account_id, account, accountId",
};

/** Which thing it is, and where to go from it. */
export function TimelineHead({ timeline, account, at, name }: TimelineHeadProps) {
  const copy = useCopy();
  const { resource, total } = timeline;
  const { kind, value } = resource;
  const list = eventsHref({ ...EMPTY_QUERY, account, resource: [resourceKey(resource)] });
  // Come to from within the console: a page that was loaded leaves the focus to the browser.
  const title = useRef<HTMLHeadingElement>(null);
  const [navigated] = useState(useHydrated());
  useEffect(() => {
    if (navigated) title.current?.focus({ preventScroll: true });
  }, [navigated]);
  const copyLink = () =>
    void copy(
      `${window.location.origin}${timelineHref(resource, { account, at })}`,
      `Link copied. It shows the state at ${formatTime(at, "UTC").text} UTC.`,
    );
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-2.5 py-4 print:hidden">
      <div className="min-w-0 flex-1 basis-full lg:basis-[300px]">
        <p className="flex flex-wrap items-center gap-x-1.5 text-12">
          <FamilyMark family={FAMILY_OF[kind]} />
          <span>{KIND_WORDS[kind]}</span>
          <span className="ml-1 text-text-3">
            known by <span className="mono">{KEYS[kind]}</span>
          </span>
        </p>
        <h1
          ref={title}
          tabIndex={-1}
          className="mt-0.5 text-18 font-strong tracking-[-.015em] outline-none focus-visible:shadow-none sm:text-22"
        >
          <RevealedText
            text={name ?? value}
            className={`wrap-anywhere ${name ? "" : "font-mono"}`}
            max={300}
          />
          {name ? (
            <RevealedText
              text={value}
              className="ml-2 align-baseline font-mono text-12 font-normal tracking-normal wrap-anywhere text-text-2"
              max={300}
            />
          ) : null}
          <IconButton
            label={`Copy the ${KIND_WORDS[kind].toLowerCase()}`}
            size="tiny"
            className="ml-1 align-middle"
            onClick={() => void copy(value, "Value copied.")}
          >
            <Copy size={13} aria-hidden />
          </IconButton>
        </h1>
      </div>
      <ResourceSearch account={account} className="w-[290px] max-sm:w-full" />
      <button type="button" className={buttonClass()} onClick={copyLink}>
        <Link2 size={14} className="text-text-3" aria-hidden />
        Copy link
      </button>
      {total > 0 ? (
        <a href={list} className={buttonClass()}>
          <ListFilter size={14} className="text-text-3" aria-hidden />
          Its {plural(total, "event")} in the list
        </a>
      ) : null}
    </div>
  );
}
