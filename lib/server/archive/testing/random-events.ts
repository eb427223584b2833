import fc from "fast-check";
import type { AuditEvent } from "../../../audit/event.ts";
import { fromText } from "./events.ts";

const DAY = Date.parse("2026-11-20T00:00:00Z");
export const TYPES = ["NUMBER_ASSIGN", "APP_UPDATE", "USER_LOGIN", "ODD type", "__proto__"];
export const USERS = ["a@x.example", "b@x.example", "7001", "7002"];
const IPS = ["203.0.113.7", "203.0.113.200", "198.51.100.9", "2001:db8::1", "2001:DB8:0::2", "no address"];
export const COUNTRIES = ["GB", "ES", "gb"];
export const SOURCES = ["CD", "DEVAPI", "FAX"];
export const NUMBERS = ["447700900001", "447700900002", "447700900003"];
const NAMES = [
  "Ümläut",
  "half \ud83d",
  "K2 \u212aelvin İstanbul",
  "ΣΑΣ",
  'say "hi" \\ 50%_off!',
  "日本語 text",
];

const some = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

/** Few seconds and few values, so that ties, equal facets and empty answers all happen; some texts are not compact. */
const fields = fc.record({
  second: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null, freq: 8 }),
  event_type: some(TYPES),
  user: some(USERS),
  source: some(SOURCES),
  source_ip: some(IPS),
  source_country: some(COUNTRIES),
  msisdn: some(NUMBERS),
  name: some(NAMES),
  spaced: fc.constantFrom(undefined, undefined, undefined, 1),
});

/** Second of the day → instant. */
export const second = (at: number): number => DAY + at * 1000;

/** Events of one account with ids of their own, in no order. */
export const events: fc.Arbitrary<AuditEvent[]> = fc
  .array(fields, { minLength: 1, maxLength: 60, size: "max" })
  .map((all) => all.map(made));

function made(one: typeof fields extends fc.Arbitrary<infer Value> ? Value : never, i: number): AuditEvent {
  const { second: at, user, msisdn, name, spaced, ...rest } = one;
  return fromText(
    JSON.stringify(
      {
        // Scrambled, so that the order of ids is not that of arrival.
        id: `e-${(i * 7919) % 101}`,
        created_at: at === null ? "some day" : new Date(second(at)).toISOString().slice(0, 19),
        ...(user?.includes("@") ? { user_email: user } : { user_id: user && Number(user) }),
        ...rest,
        context:
          msisdn === undefined && name === undefined ? undefined : { msisdn, name, nested: { msisdn } },
      },
      null,
      spaced,
    ),
  );
}
