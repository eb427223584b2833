import "server-only";
import { AuditError } from "../../audit/errors.ts";
import type { AuditEvent, Instant } from "../../audit/event.ts";
import { carriedBy, type FirstSeenAnswer, type Novel } from "../../audit/first-seen.ts";
import { hostsOf } from "../../audit/hosts.ts";
import type { EventQuery } from "../../audit/query.ts";
import { toIso } from "../../audit/time/format.ts";
import { isEmptyWindow, resolveWindow } from "../../audit/time/window.ts";
import type { Archive } from "../archive/archive.ts";
import type { Principal } from "../identity/index.ts";
import { decodeStored, sliceOf } from "./archived-list.ts";
import { asked } from "./asked.ts";
import { currentAsOf, recordList } from "./list.ts";
import { toQuestion } from "./question.ts";

const NOTHING = { user: {}, ip: {}, country: {}, host: {} } as const;

/**
 * What on a page of a list is new: which of its people, addresses, countries and hosts no event of the accounts carried before, in all
 * that is held. It is part of looking at the list, so it has the list's record. Only the archive can tell, and only once it holds the beginning: until then
 * everything would be new.
 */
export async function findFirstSeen(principal: Principal, query: EventQuery): Promise<FirstSeenAnswer> {
  const { accounts, held } = asked(principal, query);
  if (held === null)
    throw new AuditError("needs_archive", "What was seen first only the archive can tell, and it is off.");
  const now = currentAsOf();
  const window = resolveWindow(query.time, Math.min(query.asOf ?? now, now));
  await recordList(principal, accounts, query);

  const { archive } = held;
  const keys = accounts.map(({ apiKey }) => apiKey);
  const since = await beginning(archive, keys);
  if (since === null || isEmptyWindow(window)) return { since: null, firsts: NOTHING };
  const page = await archive.page(toQuestion(query, window, keys), sliceOf(query));
  const events = decodeStored(page.events);
  const valuesOf = (what: Exclude<Novel, "host">) => [
    ...new Set(events.flatMap((event) => carriedBy(event)[what])),
  ];
  const [firsts, hosts] = await Promise.all([
    archive.firstSeen(keys, { user: valuesOf("user"), ip: valuesOf("ip"), country: valuesOf("country") }),
    archive.firstHosts(keys, hostsNamed(events)),
  ]);
  const later = (of: Readonly<Record<string, number>>) =>
    Object.fromEntries(
      Object.entries(of).flatMap(([value, at]) => (at > since ? [[value, toIso(at)] as const] : [])),
    );
  return {
    since: toIso(since),
    firsts: {
      user: later(firsts.user),
      ip: later(firsts.ip),
      country: later(firsts.country),
      host: later(hosts),
    },
  };
}

/** Every host that one of the events names, with the moment of the earliest that does: those that are marked lie within a day after it. */
function hostsNamed(events: readonly AuditEvent[]): Record<string, Instant> {
  const named = new Map<string, Instant>();
  for (const event of events)
    for (const host of event.at === null ? [] : hostsOf(event))
      named.set(host, Math.min(event.at ?? Infinity, named.get(host) ?? Infinity));
  return Object.fromEntries(named);
}

/** The first event held of the accounts; `null` while of one of them it is not known what came before. */
async function beginning(archive: Archive, accounts: readonly string[]): Promise<number | null> {
  const each = await Promise.all(
    accounts.map(async (account) => {
      const spans = await archive.coverage(account);
      const known = spans.some(({ from, state }) => from === null && state !== "missing");
      return known ? (await archive.holdings(account)).first : null;
    }),
  );
  const firsts = each.filter((first) => first !== null);
  return firsts.length === each.length ? Math.min(...firsts) : null;
}
