import { describe, expect, it } from "vitest";
import type { Archive } from "../../archive.ts";
import { ACCOUNT, at, event } from "../events.ts";
import { reading } from "../readings.ts";

/** What is left of events that were removed on purpose. */
export function pruningCases(archive: () => Archive): void {
  describe("pruning", () => {
    const old = [event("a", at("10:00:00")), event("b", at("10:00:59"), { user_email: "gone@acme.example" })];
    const young = [event("c", at("10:01:00")), event("d", 0, { created_at: "at noon" })];

    it("removes what is older, keeps its place in the chain, and no longer covers it", async () => {
      await archive().write(reading(null, "10:30:00", [...old, ...young]));
      await archive().write(reading(null, "10:30:00", [event("a", at("10:00:00"), { source: "DEVAPI" })]));
      expect(await archive().discrepancies(ACCOUNT)).toHaveLength(1);
      const before = await archive().checkpoint(ACCOUNT);

      expect(await archive().prune(ACCOUNT, at("10:01:00"))).toBe(2);
      expect(await archive().holdings(ACCOUNT)).toEqual({
        events: 2,
        first: at("10:01:00"),
        last: at("10:01:00"),
      });
      expect(await archive().discrepancies(ACCOUNT)).toEqual([]);
      expect((await archive().coverage(ACCOUNT)).map(({ from, to }) => [from, to])).toEqual([
        [at("10:01:00"), at("10:30:00")],
      ]);
      expect(await archive().verify(ACCOUNT, before)).toMatchObject({
        state: "unaltered",
        records: 4,
        pruned: 2,
        first: null,
      });
      expect(await archive().prune(ACCOUNT, at("10:01:00"))).toBe(0);
      expect(await archive().prune(ACCOUNT, at("10:00:30"))).toBe(0);
    });

    it("does not take back what the upstream still has, nor calls it covered", async () => {
      await archive().write(reading("10:00:00", "10:30:00", old));
      await archive().prune(ACCOUNT, at("10:01:00"));
      const never = event("e", at("10:00:30"));
      expect(await archive().write(reading(null, "10:40:00", [...old, ...young, never]))).toMatchObject({
        added: 2,
        discrepancies: 0,
      });
      expect((await archive().coverage(ACCOUNT)).map(({ from }) => from)).toEqual([at("10:01:00")]);
      await archive().miss(ACCOUNT, null, at("09:00:00"), at("12:00:00"), "No.");
      expect(await archive().coverage(ACCOUNT)).toHaveLength(1);
      expect((await archive().holdings(ACCOUNT)).events).toBe(2);
    });

    it("of an account without events only raises the floor", async () => {
      expect(await archive().prune(ACCOUNT, at("10:00:00"))).toBe(0);
      expect((await archive().verify(ACCOUNT)).state).toBe("unaltered");
    });
  });

  describe("proving", () => {
    it("keeps what it found, and compares with a checkpoint", async () => {
      expect(await archive().verified(ACCOUNT)).toBeNull();
      await archive().write(reading("10:00:00", "10:30:00", [event("a", at("10:00:00"))]));
      const point = await archive().checkpoint(ACCOUNT);
      expect(point).toMatchObject({ account: ACCOUNT, records: 1 });
      await archive().write(reading("10:00:00", "10:30:00", [event("b", at("10:00:00"))]));
      const holds = await archive().verify(ACCOUNT, point);
      expect(holds).toMatchObject({ state: "unaltered", records: 2, pruned: 0, first: null });
      expect(await archive().verified(ACCOUNT)).toEqual(holds);

      const other = { ...point, head: "0".repeat(64) };
      expect(await archive().verify(ACCOUNT, other)).toMatchObject({
        state: "differs",
        first: { seq: 1, id: null, what: "altered" },
      });
      const longer = await archive().verify(ACCOUNT, { ...point, records: 3 });
      expect(longer.first).toEqual({ seq: 3, id: null, what: "removed_tail" });
      expect(await archive().verified(ACCOUNT)).toEqual(longer);
    });
  });
}
