"use client";

import { useState } from "react";
import { ResourceLink } from "@/components/event/resource-link";
import { TextButton } from "@/components/ui/button";
import { RESOURCE_KINDS, resourceKey } from "@/lib/audit/resource-kind";
import { KIND_WORDS } from "@/lib/audit/resource-shape";
import { formatTime, plural } from "@/lib/audit/time/format";
import type { NamedWith, ResourceTimeline } from "@/lib/audit/timeline";

interface AlsoNamedProps {
  timeline: ResourceTimeline;
  zone: string;
  account: string;
  names: ReadonlyMap<string, string>;
}

const SHOWN = 5;

/** What else the same events name: who, from where, linked to what. */
export function AlsoNamed({ timeline, zone, account, names }: AlsoNamedProps) {
  const { named, namedOf, total } = timeline;
  const groups = RESOURCE_KINDS.map((kind) => ({ kind, things: named.filter((one) => one.kind === kind) }));
  return (
    <section aria-labelledby="timeline-named" className="print:break-inside-avoid">
      <h2 id="timeline-named" className="mb-1.5 text-12 font-strong">
        Also named in{" "}
        <span className="ml-1 font-normal text-text-3">
          {namedOf < total
            ? `its latest ${plural(namedOf, "event")}`
            : total === 1
              ? "its event"
              : "its events"}
        </span>
      </h2>
      {named.length === 0 ? (
        <p className="text-12 text-text-2">Nothing else stands in them.</p>
      ) : (
        <dl className="rounded-2 border border-line text-12">
          {groups
            .filter(({ things }) => things.length > 0)
            .map(({ kind, things }) => (
              <div
                key={kind}
                className="grid grid-cols-[88px_minmax(0,1fr)] border-t border-line px-2 py-[5px] first:border-t-0"
              >
                <dt className="text-text-2">{KIND_WORDS[kind]}</dt>
                <dd>
                  <Things things={things} {...{ zone, account, names, asOf: Date.parse(timeline.asOf) }} />
                </dd>
              </div>
            ))}
        </dl>
      )}
    </section>
  );
}

interface ThingsProps extends Omit<AlsoNamedProps, "timeline"> {
  things: readonly NamedWith[];
  asOf: number;
}

function Things({ things, zone, account, names, asOf }: ThingsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? things : things.slice(0, SHOWN);
  return (
    <>
      <ul>
        {shown.map(({ kind, value, count, first, last }) => (
          <li key={value}>
            <ResourceLink
              kind={kind}
              value={value}
              account={account}
              name={names.get(resourceKey({ kind, value }))}
              brief
            />{" "}
            <span className="text-text-3">
              {plural(count, "event")}
              {first === null || last === null ? "" : `, ${period(first, last, zone, asOf)}`}
            </span>
          </li>
        ))}
      </ul>
      {things.length > SHOWN ? (
        <TextButton aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Fewer" : `${things.length - SHOWN} more`}
        </TextButton>
      ) : null}
    </>
  );
}

/** "11 Jan – 30 Jun", or the one day. */
function period(first: string, last: string, zone: string, asOf: number): string {
  const [from, to] = [first, last].map((at) => formatTime(Date.parse(at), zone, { now: asOf }).date);
  return from === to ? `${to}` : `${from} – ${to}`;
}
