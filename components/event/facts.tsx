"use client";

import { Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { RevealedText } from "@/components/events/revealed-text";
import { usePrefs } from "@/components/providers/prefs";
import { useCopy } from "@/components/providers/toast";
import { IconButton } from "@/components/ui/button";
import { countryName } from "@/lib/audit/country";
import type { AuditEvent } from "@/lib/audit/event";
import { formatTime, plural, zoneLabel } from "@/lib/audit/time/format";
import { ResourceLink } from "./resource-link";
import { ValuePivot } from "./value-pivot";

interface FactsProps {
  event: AuditEvent;
  account: { name: string; apiKey: string };
  upstreamZone: string;
  /** Other events of the same second; null while it is not known. */
  sameSecond: number | null;
  columns: 1 | 2;
}

/** Who, when, from where: as sent, and how it was read. */
export function Facts({ event, account, upstreamZone, sameSecond, columns }: FactsProps) {
  const copy = useCopy();
  return (
    <dl
      className={`grid gap-x-4 gap-y-[5px] text-12 ${columns === 2 ? "sm:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]" : ""}`}
    >
      <Fact term="When">
        <When event={event} upstreamZone={upstreamZone} />
      </Fact>
      <Fact term="Who">
        {event.userEmail !== null ? (
          <ResourceLink
            kind="user"
            value={event.userEmail}
            account={account.apiKey}
            at={event.at}
            mono={false}
          />
        ) : (
          <span className="text-text-3">no user in the event</span>
        )}
        {event.userId !== null ? (
          <Small>
            user id <ResourceLink kind="user" value={event.userId} account={account.apiKey} at={event.at} />
          </Small>
        ) : null}
      </Fact>
      <Fact term="From">
        {event.sourceIp !== null ? (
          <ResourceLink kind="ip" value={event.sourceIp} account={account.apiKey} at={event.at} />
        ) : (
          <span className="text-text-3">no address in the event</span>
        )}{" "}
        {event.sourceCountry !== null ? (
          <ValuePivot list="country" value={event.sourceCountry} account={account.apiKey}>
            <span>
              <span className="text-11 font-medium text-text-2">
                <RevealedText text={event.sourceCountry} />
              </span>{" "}
              {countryName(event.sourceCountry)}
            </span>
          </ValuePivot>
        ) : null}
      </Fact>
      <Fact term="Source">
        {event.sourceDescription ? <RevealedText text={event.sourceDescription} /> : null}{" "}
        {event.source ? (
          <ValuePivot list="source" value={event.source} account={account.apiKey}>
            <RevealedText text={event.source} className="text-11 font-medium text-text-2" />
          </ValuePivot>
        ) : (
          <span className="text-11 font-medium text-text-3">not said</span>
        )}
      </Fact>
      <Fact term="Account">
        {event.accountId === null || event.accountId === account.apiKey ? account.name : null}{" "}
        <ResourceLink
          kind="account"
          value={event.accountId ?? account.apiKey}
          account={account.apiKey}
          at={event.at}
        />
      </Fact>
      <Fact term="Type">
        <ValuePivot list="eventTypes" value={event.type} account={account.apiKey}>
          <RevealedText text={event.type || "no type"} className="mono" />
        </ValuePivot>
        {event.description ? (
          <Small>
            <RevealedText text={event.description} />
          </Small>
        ) : null}
      </Fact>
      <Fact term="Event id" wide={columns === 2}>
        <RevealedText text={event.id} className="mono break-all" />
        <IconButton
          label="Copy the event id"
          size="tiny"
          className="-my-1 ml-1 align-middle print:hidden"
          onClick={() => void copy(event.id, "Event id copied.")}
        >
          <Copy size={13} aria-hidden />
        </IconButton>
      </Fact>
      <Fact term="Order" wide={columns === 2}>
        {sameSecond === null
          ? "…"
          : sameSecond === 0
            ? "the only known event of this second"
            : `${plural(sameSecond, "other event")} in this second; their order is not known`}
      </Fact>
      {event.marks.length > 0 ? (
        <Fact term="Remarks" wide={columns === 2}>
          <ul className="mono text-partial">
            {event.marks.map((mark) => (
              <li key={mark}>{mark}</li>
            ))}
          </ul>
        </Fact>
      ) : null}
    </dl>
  );
}

function Fact({ term, wide, children }: { term: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={`grid grid-cols-[62px_minmax(0,1fr)] ${wide ? "sm:col-span-full" : ""}`}>
      <dt className="text-text-3">{term}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

const Small = ({ children }: { children: ReactNode }) => (
  <small className="block text-11 leading-[15px] text-text-3">{children}</small>
);

/** The time in the zone in view, in the other one below it, and as it was sent. */
function When({ event, upstreamZone }: { event: AuditEvent; upstreamZone: string }) {
  const { zone } = usePrefs();
  const [browserZone, setBrowserZone] = useState<string | null>(null);
  useEffect(() => setBrowserZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  if (event.at === null) {
    return (
      <>
        time unknown
        <Small>
          sent as <RevealedText text={event.createdAt ?? "nothing"} className="mono" />
        </Small>
      </>
    );
  }
  const { date, time } = formatTime(event.at, zone);
  const other = zone === "UTC" ? browserZone : "UTC";
  return (
    <>
      {date} <b className="font-medium">{time}</b> {zoneLabel(zone, event.at, "short")}
      <Small>
        {other !== null && other !== zone
          ? `${formatTime(event.at, other).text} ${zoneLabel(other, event.at)}`
          : " "}
      </Small>
      <Small>
        sent as <RevealedText text={event.createdAt ?? ""} className="mono" />, zone assumed {upstreamZone}
      </Small>
    </>
  );
}
