import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { AuditEvent } from "../../../audit/event.ts";
import type { Db } from "../db.ts";
import { openForWriting } from "../open-file.ts";
import { ACCOUNT, event } from "../testing/events.ts";
import { faultsIn } from "../testing/faults-in.ts";
import { reading } from "../testing/readings.ts";
import { toBatch } from "./incoming.ts";
import { pruneSome, raiseFloor } from "./prune.ts";
import { write } from "./write.ts";

const root = mkdtempSync(join(tmpdir(), "archive-segments-"));
let count = 0;
afterAll(() => rmSync(root, { recursive: true, force: true }));

const put = (db: Db, events: readonly AuditEvent[], at = 0) =>
  write(db, toBatch(reading("10:00:00", "11:00:00", events), null, at));

const sizes = async (db: Db): Promise<number[]> =>
  (
    await db
      .selectFrom("segments")
      .select("count")
      .where("account_id", "=", ACCOUNT)
      .orderBy("first_s")
      .execute()
  ).map(({ count }) => count);

async function withDb(work: (db: Db) => Promise<void>): Promise<void> {
  const db = await openForWriting(join(root, `${(count += 1)}.db`));
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}

const START = Date.parse("2026-03-01T00:00:00Z");

/** Events in small numbers over few seconds and values, so that they meet. */
const someEvents = fc.array(
  fc.record({
    id: fc.integer({ min: 0, max: 60 }),
    second: fc.option(fc.integer({ min: 0, max: 6 }), { freq: 6 }),
    user: fc.constantFrom("a@x.example", "b@x.example", undefined),
    type: fc.constantFrom("NUMBER_ASSIGN", "APP_CREATE", ""),
    number: fc.constantFrom("447700900001", "34600111222"),
  }),
  { maxLength: 12 },
);

describe("what is kept twice", () => {
  it("agrees after any readings in any order, and after any pruning", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someEvents, { maxLength: 6 }),
        fc.integer({ min: 0, max: 7 }),
        (readings, floor) =>
          withDb(async (db) => {
            for (const [i, events] of readings.entries()) {
              const made = events.map(({ id, second, user, type, number }) =>
                event(`id-${id}`, START + (second ?? 0) * 1000, {
                  user_email: user,
                  event_type: type,
                  context: { country: "GB", msisdn: number },
                  ...(second === null && { created_at: "unknown" }),
                }),
              );
              await put(db, made, i);
            }
            expect(await faultsIn(db, ACCOUNT)).toEqual([]);
            await raiseFloor(db, ACCOUNT, START / 1000 + floor, 0);
            while ((await pruneSome(db, ACCOUNT)) > 0);
            expect(await faultsIn(db, ACCOUNT)).toEqual([]);
          }),
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe("segments", () => {
  it("are cut where they grow, never within a second, and are found again", async () => {
    await withDb(async (db) => {
      const threeASecond = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, i) =>
          event(`e${from + i}`, START + Math.floor((from + i) / 3) * 1000),
        );
      await put(db, threeASecond(3_000, 7_000));
      // One second larger than half a segment: the cut waits for its end.
      const crowd = Array.from({ length: 4_400 }, (_, i) => event(`crowd-${i}`, START + 5_000_000));
      await put(db, crowd);
      expect(await sizes(db)).toEqual([8_400]);
      await put(db, [event("last", START + 6_000_000)]);
      expect(await sizes(db)).toEqual([8_400, 1]);
      await put(db, [event("between", START + 5_500_000), ...threeASecond(2_700, 3_000)]);
      expect(await sizes(db)).toEqual([8_700, 1, 1]);
      expect(await faultsIn(db, ACCOUNT)).toEqual([]);

      await raiseFloor(db, ACCOUNT, START / 1000 + 2_000, 0);
      const steps: number[] = [];
      for (let more = 1; more > 0; steps.push(more)) more = await pruneSome(db, ACCOUNT);
      expect(steps.length).toBeGreaterThan(2);
      expect(steps.reduce((a, b) => a + b)).toBe(3_300);
      expect(await faultsIn(db, ACCOUNT)).toEqual([]);
    });
  }, 60_000);
});
