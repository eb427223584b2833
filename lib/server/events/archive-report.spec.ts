import { DatabaseSync } from "@photostructure/sqlite";
import { describe, expect, it } from "vitest";
import type { ArchiveReport } from "../../audit/archive-report.ts";
import type { Filler, FillStatus } from "../archive/held.ts";
import { holdTestArchive, readingOf } from "../testing/held-archive.ts";
import { readerOf, simulated } from "../testing/simulated.ts";
import { discrepantTexts } from "./discrepant-texts.ts";
import { reportArchive } from "./archive-report.ts";

const PRODUCTION = "7c9e4b21";
const EMEA = "b52d77c0";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const minute = (now: string) => Math.floor(Date.parse(now) / 60_000) * 60_000;
const iso = (at: number) => new Date(at).toISOString().replace(".000Z", "Z");

const one = async (account: string | null = PRODUCTION) =>
  (await reportArchive(readerOf(), account)) as ArchiveReport;

const filler = (status: Partial<FillStatus>): Filler => ({
  freshen: async () => undefined,
  want: () => undefined,
  waitFor: async () => false,
  status: async () => ({
    state: "running",
    reason: null,
    doneDays: 0,
    remainingDays: null,
    rate: 0,
    window: null,
    page: 0,
    pages: 0,
    etaSeconds: null,
    ...status,
  }),
});

describe("without an archive", () => {
  it("is off, for every reader, and unknown accounts are refused all the same", async () => {
    await simulated();
    expect(await reportArchive(readerOf(), null)).toEqual({ state: "off" });
    expect(await reportArchive(readerOf(), "*")).toEqual({ state: "off" });
    await expect(reportArchive(readerOf(), "nobody")).rejects.toMatchObject({ field: "account" });
  });
});

describe("with an archive of the simulator's events", () => {
  it("tells what is held, what is missing and how far it reaches", async () => {
    const simulator = await simulated();
    const { archive } = await holdTestArchive();
    const now = minute(simulator.now);
    expect(await one()).toMatchObject({
      events: 0,
      first: null,
      settledTo: null,
      lagSeconds: null,
      verified: null,
      verifying: null,
      coverage: [{ from: null, to: null, state: "unasked" }],
      chain: { records: 0 },
    });
    await archive.write(readingOf(simulator, PRODUCTION, { from: now - 10 * DAY, to: now - HOUR }));
    await archive.write(
      readingOf(simulator, PRODUCTION, { from: now - HOUR + 1000, to: now, settled: false }),
    );
    const reason = "Vonage answered 503.";
    await archive.miss(PRODUCTION, now - 13 * DAY, now - 10 * DAY - 1000, now - 2000, reason);
    const report = await one();
    const held = simulator.truth(PRODUCTION).filter(({ at }) => at * 1000 >= now - 10 * DAY);
    expect(report).toMatchObject({ account: PRODUCTION, name: "Acme production", events: held.length });
    expect(held.length).toBeGreaterThan(5);
    expect(report.first).toBe(iso(held[0]!.at * 1000));
    expect(report.settledTo).toBe(iso(now - HOUR));
    expect(report.coverage).toEqual([
      { from: null, to: iso(now - 13 * DAY - 1000), state: "unasked" },
      {
        from: iso(now - 13 * DAY),
        to: iso(now - 10 * DAY - 1000),
        state: "missing",
        reason,
        triedAt: iso(now - 2000),
      },
      { from: iso(now - 10 * DAY), to: iso(now - HOUR), state: "settled" },
      { from: iso(now - HOUR + 1000), to: iso(now), state: "open" },
      { from: iso(now + 1000), to: null, state: "unasked" },
    ]);
    expect(report.lagSeconds).toBeGreaterThanOrEqual(Math.floor((Date.now() - now) / 1000) - 1);
    expect(report.backfill).toMatchObject({ state: "paused", done: 9, remaining: null });
    expect(report.chain).toMatchObject({
      records: held.length,
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("tells what fills it, in the filler's own words", async () => {
    await simulated();
    const window = { from: Date.parse("2026-04-20T00:00:00Z"), to: Date.parse("2026-04-21T23:59:59Z") };
    await holdTestArchive(
      filler({ doneDays: 213, remainingDays: 191, rate: 8.04, window, page: 7, pages: 12, etaSeconds: 2280 }),
    );
    expect((await one()).backfill).toEqual({
      state: "running",
      done: 213,
      remaining: 191,
      reason: null,
      refused: false,
      rate: 8,
      etaSeconds: 2280,
      window: { from: "2026-04-20T00:00:00Z", to: "2026-04-21T23:59:59Z" },
      page: 7,
      pages: 12,
    });
  });

  it("tells a sync that stands because the key is refused from one that somebody paused", async () => {
    await simulated();
    const { archive } = await holdTestArchive(filler({ state: "paused", reason: "Refused." }));
    expect((await one()).backfill).toMatchObject({ state: "paused", refused: true });
    await archive.setSyncState(PRODUCTION, { paused: true });
    expect((await one()).backfill).toMatchObject({ state: "paused", refused: false });
  });

  it("with * is every account of the reader, and no other's", async () => {
    await simulated();
    await holdTestArchive();
    const names = async (accounts: string[] | "*") => {
      const answer = (await reportArchive(readerOf(accounts), "*")) as { accounts: ArchiveReport[] };
      return answer.accounts.map(({ account }) => account);
    };
    expect(await names("*")).toEqual([PRODUCTION, EMEA]);
    expect(await names([EMEA])).toEqual([EMEA]);
    await expect(reportArchive(readerOf([EMEA]), PRODUCTION)).rejects.toMatchObject({
      code: "account_forbidden",
    });
  });

  it("lists other bytes for a known id apart, with both texts, and the chain stays unaltered", async () => {
    const simulator = await simulated();
    const { archive } = await holdTestArchive();
    const to = minute(simulator.now);
    const reading = readingOf(simulator, PRODUCTION, { to });
    await archive.write(reading);
    const [event] = reading.events;
    const other = event!.raw.replace(/"user_email":"[^"]*"/, '"user_email":"someone.else@acme.example"');
    expect(other).not.toBe(event!.raw);
    await archive.write({ ...reading, readAt: to + 1000, events: [{ ...event!, raw: other }] });
    const { discrepancies } = await one();
    expect(discrepancies).toEqual([{ id: event!.id, seen: expect.stringMatching(/Z$/), known: null }]);
    const texts = await discrepantTexts(readerOf(), event!.id, PRODUCTION);
    expect(texts.kept).toBe(event!.raw);
    expect(texts.others).toEqual([{ seen: discrepancies[0]!.seen, text: other }]);
    await expect(discrepantTexts(readerOf(), "no-such-id", PRODUCTION)).rejects.toMatchObject({
      code: "event_not_found",
    });
    expect(await archive.verify(PRODUCTION)).toMatchObject({ state: "unaltered" });
  });

  it("says which record does not hold once one was altered in the file", async () => {
    const simulator = await simulated();
    const { archive, file } = await holdTestArchive();
    await archive.write(readingOf(simulator, PRODUCTION, { to: minute(simulator.now) }));
    await archive.verify(PRODUCTION);
    const sound = await one();
    expect(sound.verified).toEqual({
      at: expect.stringMatching(/Z$/),
      tookMs: expect.any(Number),
      records: sound.chain.records,
      pruned: 0,
      state: "unaltered",
    });
    const database = new DatabaseSync(file);
    database.exec("update events set raw = raw || ' ' where seq = 8");
    database.close();
    await archive.verify(PRODUCTION);
    const { verified } = await one();
    expect(verified).toMatchObject({ state: "differs", first: { record: 8, what: "altered" } });
  });

  it("knows of the upstream what its last request showed, and never waits for it", async () => {
    const simulator = await simulated();
    await holdTestArchive();
    expect((await one()).upstream).toMatchObject({ reachable: null, code: null, at: null, types: null });
    await expect.poll(async () => (await one()).upstream.types).toMatchObject({ source: "upstream" });
    simulator.clearCalls();
    expect((await one()).upstream).toMatchObject({ reachable: true, code: null });
    expect(simulator.calls()).toEqual([]);
  });
});
