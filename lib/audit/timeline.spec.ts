import { expect, it } from "vitest";
import { stateAt, stateFrom, sayingsOf } from "./resource-state.ts";
import { sentenceOf, plainSentence } from "./sentence.ts";
import { eventOf, APP, repointed, september } from "./testing.ts";
import { namedWith, sayingsIn, type TimelineEvent, withoutSubject } from "./timeline.ts";
import { rowsOf } from "./timeline-rows.ts";

const NUMBER = { kind: "number", value: "447700900678" } as const;
const linked = eventOf("NUMBER_LINKED", { msisdn: NUMBER.value, applicationId: APP }, { id: "l" });
const said = (event: typeof linked, resource: Parameters<typeof withoutSubject>[1]) =>
  plainSentence(withoutSubject(sentenceOf(event), resource));

it("on its own page a thing leads no line of its own, elsewhere it does", () => {
  expect(said(linked, NUMBER)).toBe(`linked to app ${APP.slice(0, 8)}…${APP.slice(-4)}`);
  expect(said(linked, { kind: "app", value: APP })).toMatch(/^Number 447700900678 linked to app /);
  const secret = eventOf("ACCOUNT_SECRET_CREATE", { secretId: "s-1" });
  expect(said(secret, { kind: "secret", value: "s-1" })).toBe("created");
  // What has no subject keeps its words.
  const login = eventOf("USER_LOGIN");
  expect(said(login, { kind: "user", value: "jonas.hale@acme.example" })).toBe(
    "Signed in to the Customer Dashboard",
  );
});

it("what changes say replays to the same state as the events themselves", () => {
  const app = { kind: "app", value: APP } as const;
  const events = [september(), repointed()];
  const changes = events.map((event) => ({
    id: event.id,
    account: "7c9e4b21",
    type: event.type,
    at: new Date(event.at ?? 0).toISOString(),
    says: sayingsOf(app, event),
  }));
  for (const day of ["2026-09-01", "2026-10-01", "2026-11-22"]) {
    const at = Date.parse(`${day}T00:00:00Z`);
    const direct = stateAt(app, events, at, []);
    expect(direct.length).toBeGreaterThan(4);
    expect(stateFrom(sayingsIn(JSON.parse(JSON.stringify(changes))), at, [])).toEqual(direct);
  }
});

it("what else the events name, the most frequent first, with the time of the first and the last", () => {
  const later = eventOf(
    "NUMBER_UNLINKED",
    { msisdn: NUMBER.value, applicationId: APP },
    { id: "u", created_at: "2026-11-22T00:00:00", user_email: "ana.ruiz@acme.example", user_id: undefined },
  );
  const named = namedWith(NUMBER, [later, linked]);
  expect(named.map(({ kind, value, count }) => `${kind} ${value} ${count}`)).toEqual([
    "ip 203.0.113.77 2",
    `app ${APP} 2`,
    "user 48213 1",
    "user ana.ruiz@acme.example 1",
    "user jonas.hale@acme.example 1",
  ]);
  expect(named[1]).toMatchObject({ first: "2026-11-21T03:12:09Z", last: "2026-11-22T00:00:00Z" });
});

const rowEvent = (id: string, at: string | null): TimelineEvent => ({
  id,
  account: "a",
  type: "T",
  at: at === null ? null : `2026-11-${at}Z`,
  user: null,
  ip: null,
  country: null,
  hosts: [],
  sentence: [],
  changes: true,
});
const EVENTS = [
  rowEvent("d", "20T10:00:00"),
  rowEvent("c", "18T10:00:00"),
  rowEvent("b", "18T10:00:00"),
  rowEvent("a", "10T10:00:00"),
  rowEvent("x", null),
];
const GAPS = [
  { from: Date.parse("2026-11-01T00:00:00Z"), to: Date.parse("2026-11-02T23:59:59Z") },
  { from: Date.parse("2026-11-12T00:00:00Z"), to: Date.parse("2026-11-13T23:59:59Z") },
];
const words = (moment: string, whole = true) =>
  rowsOf(EVENTS, GAPS, Date.parse(`2026-11-${moment}Z`), whole).map((row) =>
    row.kind === "gap"
      ? `gap ${new Date(row.gap.from).getUTCDate()}`
      : `${row.event.id}${row.sameSecond ? " same" : ""}${row.shown ? " shown" : ""}`,
  );

it("gaps stand between the events around them; older ones only once no older events are to come", () => {
  expect(words("21T00:00:00")).toEqual(["d shown", "c same", "b same", "gap 12", "a", "gap 1", "x"]);
  expect(rowsOf(EVENTS.slice(0, 4), GAPS, 0, false).at(-1)).toMatchObject({ kind: "event" });
  expect(rowsOf([], GAPS, 0, true)).toHaveLength(2);
});

it("the row that is shown is the latest change up to the moment, or any event of that very moment, with all of its second", () => {
  expect(words("19T00:00:00").slice(0, 3)).toEqual(["d", "c same shown", "b same shown"]);
  expect(words("09T00:00:00").filter((word) => word.includes("shown"))).toEqual([]);
  const [newest, ...older] = EVENTS;
  const named = [{ ...newest!, changes: false }, ...older];
  const shown = (moment: string) =>
    rowsOf(named, [], Date.parse(`2026-11-${moment}Z`), true).flatMap((row) =>
      row.kind === "event" && row.shown ? [row.event.id] : [],
    );
  expect(shown("21T00:00:00")).toEqual(["c", "b"]);
  expect(shown("20T10:00:00")).toEqual(["d"]);
});
