import { afterAll, beforeAll, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../../simulator/index";
import { decodeEvent } from "../../audit/decode-event.ts";
import type { AuditEvent } from "../../audit/event.ts";
import { carriedBy, NOVEL } from "../../audit/first-seen.ts";
import { parseQuery } from "../../audit/query-params.ts";
import { toIso } from "../../audit/time/format.ts";
import { heldArchive, holdArchive } from "../archive/held.ts";
import { archived } from "../testing/archived.ts";
import { forgetUpstream, readerOf, useSimulator } from "../testing/simulated.ts";
import { keyOf } from "../vonage/key-of.ts";
import { findFirstSeen } from "./first-seen.ts";
import { listEvents } from "./list.ts";

const [PRODUCTION, EMEA] = ["7c9e4b21", "b52d77c0"] as const;
const query = (search: string) => parseQuery(new URLSearchParams(search));
const AS_OF = toIso(Math.floor(Date.now() / 1000) * 1000 - 60_000);

let simulator: Simulator;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  simulator = await startSimulator({ events: 2000 });
  await useSimulator(simulator);
  await archived(simulator, [PRODUCTION, EMEA], (close) => ends.push(close));
});
afterAll(async () => {
  for (const end of ends) await end();
  await forgetUpstream();
  await simulator.close();
});

const truth = (accounts: readonly string[]) =>
  accounts.flatMap((account) =>
    simulator.truth(account).map(({ text }) => decodeEvent(text, { zone: "UTC", keyOf })),
  );

it.each([
  "",
  "window=24h",
  "search_text=qx9-relay",
  "country=SC",
  "account=*",
  "account=b52d77c0&size=100",
  "sort=created_at&page=2",
])("%s: each value of the page has the moment of the first event with it", async (search) => {
  const asked = query(`as_of=${AS_OF}${search === "" ? "" : `&${search}`}`);
  const { since, firsts } = await findFirstSeen(readerOf(), asked);
  const { events } = await listEvents(readerOf(), asked);
  expect(events.length).toBeGreaterThan(0);
  const accounts = asked.account === "*" ? [PRODUCTION, EMEA] : [asked.account ?? PRODUCTION];
  const all = truth(accounts).filter(({ at }) => at !== null);
  const begins = Math.min(...all.map(({ at }) => at as number));
  expect(since).toBe(toIso(begins));
  for (const what of NOVEL) {
    const expected: Record<string, string> = {};
    for (const value of new Set(events.flatMap((event) => carriedBy(event)[what]))) {
      const carries = (event: AuditEvent) => carriedBy(event)[what].includes(value);
      const times = all.filter(carries).map(({ at }) => at as number);
      const first = Math.min(...times);
      // A host is told of where it may be marked: on the day after it was first named.
      const earliest = Math.min(...events.filter(carries).map(({ at }) => at ?? Infinity));
      const told = what !== "host" || earliest - first < 86_400_000;
      if (times.length > 0 && first > begins && told) expected[value] = toIso(first);
    }
    expect(firsts[what]).toEqual(expected);
  }
});

it("while the beginning is not held nothing is called new", async () => {
  const held = heldArchive();
  const closers: (() => Promise<void>)[] = [];
  const archive = await archived(simulator, [], (close) => closers.push(close));
  const now = Math.floor(Date.now() / 1000) * 1000;
  const from = now - 86_400_000;
  const events = truth([PRODUCTION]).filter(({ at }) => at !== null && at >= from && at <= now);
  await archive.write({ account: PRODUCTION, from, to: now, settled: false, readAt: now, events });
  expect((await listEvents(readerOf(), query("window=12h"))).receipt.served).toBe("archive");
  expect(await findFirstSeen(readerOf(), query("window=12h"))).toEqual({
    since: null,
    firsts: { user: {}, ip: {}, country: {}, host: {} },
  });
  for (const close of closers) await close();
  holdArchive(held);
});

it("without an archive it cannot be told", async () => {
  const held = heldArchive();
  holdArchive(null);
  await expect(findFirstSeen(readerOf(), query(""))).rejects.toMatchObject({ code: "needs_archive" });
  holdArchive(held);
});
