import { type AccessRecord, EXPORT_WORDS, readAccessLogQuery } from "@/lib/audit/access-log";
import { parseQuery } from "@/lib/audit/query-params";
import type { EventQuery } from "@/lib/audit/query";
import { describeQuery, describeTime } from "@/lib/audit/query-words";
import { formatTime, zoneLabel } from "@/lib/audit/time/format";

/** What was asked, as a person would say it; a text that says nothing to this version is shown as it stands. */
export function queryWords({ verb, query }: AccessRecord, zone: string, now: number): string {
  try {
    if (verb === "list") return eventsWords(parseQuery(new URLSearchParams(query)), zone, now);
    if (verb === "export") return exportWords(new URLSearchParams(query), zone, now);
    if (verb === "access_log") return logWords(query, zone, now);
  } catch {
    // Cut, or of another version.
  }
  return query;
}

function eventsWords(query: EventQuery, zone: string, now: number): string {
  const { sentence } = describeQuery(query, { zone, asOf: now });
  const { asOf } = query;
  return asOf === null ? sentence : `${sentence} · as of ${moment(asOf, zone, now)}`;
}

function exportWords(params: URLSearchParams, zone: string, now: number): string {
  const words = eventsWords(parseQuery(params, { extra: EXPORT_WORDS }), zone, now);
  const format = params.get("format");
  return format === null ? words : `${words} · ${format.toUpperCase()}`;
}

function logWords(query: string, zone: string, now: number): string {
  const { user, from, to } = readAccessLogQuery(Object.fromEntries(new URLSearchParams(query)));
  const bounded = from !== null || to !== null;
  const time = bounded ? describeTime({ kind: "absolute", from, to }, zone, { now }) : "all time";
  return user === null ? time : `${time} · reader is ${user}`;
}

const moment = (at: number, zone: string, now: number) =>
  `${formatTime(at, zone, { now }).text} ${zoneLabel(zone, at)}`;
