import { describe, expect, it, vi } from "vitest";
import type { ArchiveReport } from "../../audit/archive-report.ts";
import { readAccessLogQuery } from "../../audit/access-log.ts";
import type { Filler } from "../archive/held.ts";
import { holdTestArchive, readingOf } from "../testing/held-archive.ts";
import { readerOf, simulated } from "../testing/simulated.ts";
import { readAccessLog } from "./access-log.ts";
import { actOnArchive } from "./archive-acts.ts";
import { reportArchive } from "./archive-report.ts";
import { recordKnown } from "./known-discrepancy.ts";

const PRODUCTION = "7c9e4b21";
const EMEA = "b52d77c0";
const ADMIN = readerOf("*", "admin");

const fillerWith = () => {
  const told: string[] = [];
  const tell = async (word: string) => void told.push(word);
  const filler: Filler = {
    freshen: async () => undefined,
    want: (account, from, to) => void told.push(`want ${account} ${from} ${to}`),
    waitFor: async () => false,
    pause: (account) => tell(`pause ${account}`),
    resume: (account) => tell(`resume ${account}`),
  };
  return { filler, told };
};

const recorded = async (verb: string) =>
  (await readAccessLog(ADMIN, readAccessLogQuery({ size: "100" }))).records.filter(
    (record) => record.verb === verb,
  );

describe("pause, resume, retry", () => {
  it("reach the filler, for one account or all, each time with a record of its own", async () => {
    await simulated();
    const { filler, told } = fillerWith();
    await holdTestArchive(filler);
    await actOnArchive(ADMIN, "pause", PRODUCTION);
    await actOnArchive(ADMIN, "pause", PRODUCTION);
    await actOnArchive(ADMIN, "resume", "*");
    await actOnArchive(ADMIN, "retry", "Acme EMEA", { from: 1000, to: 61_000 });
    expect(told).toEqual([
      `pause ${PRODUCTION}`,
      `pause ${PRODUCTION}`,
      `resume ${PRODUCTION}`,
      `resume ${EMEA}`,
      `want ${EMEA} 1000 61000`,
    ]);
    expect(await recorded("archive_pause")).toHaveLength(2);
    expect((await recorded("archive_resume")).map(({ account }) => account).sort()).toEqual([
      PRODUCTION,
      EMEA,
    ]);
    expect(await recorded("archive_retry")).toMatchObject([
      { account: EMEA, query: "date_from=1970-01-01T00:00:01Z&date_to=1970-01-01T00:01:01Z" },
    ]);
  });

  it("are for admins of the account, and need an archive that something fills", async () => {
    await simulated();
    await expect(actOnArchive(ADMIN, "pause", null)).rejects.toMatchObject({ code: "needs_archive" });
    const { filler, told } = fillerWith();
    const { pause: _, ...without } = filler;
    await holdTestArchive(without);
    for (const role of ["viewer", "analyst"] as const)
      await expect(actOnArchive(readerOf("*", role), "resume", null)).rejects.toMatchObject({
        code: "forbidden",
      });
    await expect(actOnArchive(readerOf([EMEA], "admin"), "resume", PRODUCTION)).rejects.toMatchObject({
      code: "account_forbidden",
    });
    await expect(actOnArchive(ADMIN, "pause", null)).rejects.toMatchObject({ code: "needs_archive" });
    expect(told).toEqual([]);
  });
});

describe("verify", () => {
  it("goes on behind its answer, tells how far it is, and two at once are one", async () => {
    const simulator = await simulated({ events: 3000 });
    const { archive } = await holdTestArchive();
    const to = Math.floor(Date.parse(simulator.now) / 1000) * 1000;
    await archive.write(readingOf(simulator, PRODUCTION, { to }));
    const verify = vi.spyOn(archive, "verify");
    const first = (await actOnArchive(ADMIN, "verify", PRODUCTION)) as ArchiveReport;
    expect(first.verifying).toMatchObject({ since: expect.stringMatching(/Z$/) });
    const again = (await actOnArchive(ADMIN, "verify", PRODUCTION)) as ArchiveReport;
    const seen = new Set<number>();
    let report = again;
    while (report.verifying !== null) {
      seen.add(report.verifying.records);
      report = (await reportArchive(ADMIN, PRODUCTION)) as ArchiveReport;
    }
    expect(verify).toHaveBeenCalledTimes(1);
    expect(report.verified).toMatchObject({ state: "unaltered", records: report.chain.records });
    expect(Math.max(...seen)).toBeLessThanOrEqual(report.chain.records);
    expect(await recorded("archive_verify")).toHaveLength(2);
  });

  it("that could not be carried out says so, and may be asked for again", async () => {
    await simulated();
    const { archive } = await holdTestArchive();
    const verify = vi.spyOn(archive, "verify").mockRejectedValueOnce(new Error("disk I/O error"));
    await actOnArchive(ADMIN, "verify", PRODUCTION);
    const failed = (await reportArchive(ADMIN, PRODUCTION)) as ArchiveReport;
    expect(failed).toMatchObject({ verifying: null, verified: null });
    expect(failed.verifyFailed).toMatch(/could not be read/);
    await actOnArchive(ADMIN, "verify", PRODUCTION);
    await expect
      .poll(async () => (await reportArchive(ADMIN, PRODUCTION)) as ArchiveReport)
      .toMatchObject({ verifyFailed: null, verified: { state: "unaltered", records: 0 } });
    expect(verify).toHaveBeenCalledTimes(2);
  });
});

describe("other bytes for a known id", () => {
  async function withOther() {
    const simulator = await simulated();
    const { archive } = await holdTestArchive();
    const to = Math.floor(Date.parse(simulator.now) / 60_000) * 60_000;
    const reading = readingOf(simulator, PRODUCTION, { to });
    await archive.write(reading);
    const [event] = reading.events;
    await archive.write({ ...reading, readAt: to + 1000, events: [{ ...event!, raw: `${event!.raw} ` }] });
    return { archive, which: { id: event!.id, seen: to + 1000 } };
  }

  it("are recorded as known by an admin and that is taken back, each with a record; they stay listed", async () => {
    const { archive, which } = await withOther();
    const known = await recordKnown(ADMIN, which, PRODUCTION, true);
    expect(known.discrepancies).toMatchObject([
      { id: which.id, known: { by: ADMIN.user, at: expect.stringMatching(/Z$/) } },
    ]);
    expect(await archive.unknownDiscrepancies(PRODUCTION)).toBe(0);
    const unknown = await recordKnown(ADMIN, which, PRODUCTION, false);
    expect(unknown.discrepancies).toMatchObject([{ id: which.id, known: null }]);
    expect(await archive.unknownDiscrepancies(PRODUCTION)).toBe(1);
    for (const verb of ["archive_known", "archive_unknown"])
      expect(await recorded(verb)).toMatchObject([
        { account: PRODUCTION, query: expect.stringContaining(`id=${which.id}&seen=20`) },
      ]);
  });

  it("cannot be by others, nor where there are none", async () => {
    const { archive, which } = await withOther();
    for (const role of ["viewer", "analyst"] as const)
      await expect(recordKnown(readerOf("*", role), which, null, true)).rejects.toMatchObject({
        code: "forbidden",
      });
    await expect(recordKnown(readerOf([EMEA], "admin"), which, PRODUCTION, true)).rejects.toMatchObject({
      code: "account_forbidden",
    });
    for (const [wrong, account] of [
      [{ ...which, id: "no-such-id" }, PRODUCTION],
      [{ ...which, seen: which.seen + 1000 }, PRODUCTION],
      [which, EMEA],
    ] as const)
      await expect(recordKnown(ADMIN, wrong, account, true)).rejects.toMatchObject({
        code: "event_not_found",
      });
    expect(await archive.unknownDiscrepancies(PRODUCTION)).toBe(1);
  });
});
