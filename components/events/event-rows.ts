import type { AuditEvent } from "@/lib/audit/event";
import { carriedBy, type EventFirsts, type FirstSeenAnswer, firstsOf } from "@/lib/audit/first-seen";
import { primaryResource, resourceKey } from "@/lib/audit/resource";
import { type Names, type Segment, sentenceOf } from "@/lib/audit/sentence";
import type { AccountRef } from "@/components/shell/header";
import { eventKey } from "@/lib/audit/links";
import { splitEmail } from "./columns";

export interface EventRow {
  /** Tells the row from every other: an id alone does not where several accounts are read. */
  key: string;
  event: AuditEvent;
  /** Whose event it is, where several accounts are read. */
  account: AccountRef | null;
  sentence: readonly Segment[];
  /** `kind:value` of what the event is about. */
  resource: string | null;
  /** The domain all rows share: printed once, in the head. */
  commonDomain: string | null;
  /** Where the row stands among events of the same second. */
  second: "first" | "mid" | "last" | null;
  /** Another day begins here. */
  newDay: boolean;
  /** What was seen for the first time lately: the person, the address or country, a host. `null`: nothing, or not known. */
  first: EventFirsts | null;
}

/** What of a row depends on rows beyond those at hand; each is known or looked for among them. */
interface Around {
  before?: AuditEvent | undefined;
  after?: AuditEvent | undefined;
  domain?: string | null;
}

/** Everything a row shows that depends on the rows around it. `accounts`: one for each event, where several are read. */
export function toRows(
  events: readonly AuditEvent[],
  names: Names,
  dayOf: (at: number) => string,
  accounts: readonly AccountRef[] | null = null,
  firsts: FirstSeenAnswer | null = null,
  around: Around = {},
): EventRow[] {
  const commonDomain = around.domain === undefined ? sharedDomain(events) : around.domain;
  const same = (a: AuditEvent | undefined, b: AuditEvent | undefined) => a?.at != null && a.at === b?.at;
  const day = (event: AuditEvent | undefined) => (event?.at == null ? "" : dayOf(event.at));
  return events.map((event, i) => {
    const previous = i === 0 ? around.before : events[i - 1];
    const before = same(previous, event);
    const after = same(event, i === events.length - 1 ? around.after : events[i + 1]);
    const resource = primaryResource(event);
    const account = accounts?.[i] ?? null;
    return {
      key: eventKey({ id: event.id, account: account?.apiKey ?? null }),
      event,
      account,
      sentence: sentenceOf(event, { names }),
      resource: resource ? resourceKey(resource) : null,
      commonDomain,
      second: before && after ? "mid" : before ? "last" : after ? "first" : null,
      newDay: previous !== undefined && day(event) !== day(previous),
      first: firsts && firstsOf(carriedBy(event), firsts),
    };
  });
}

export const domainOf = (email: string): string | null => splitEmail(email)[1];

function sharedDomain(events: readonly AuditEvent[]): string | null {
  const hosts = new Set<string | null>();
  for (const { userEmail } of events) if (userEmail !== null) hosts.add(domainOf(userEmail));
  const [only] = hosts;
  return hosts.size === 1 && only ? only : null;
}
