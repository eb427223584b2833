import { describe, expect, it } from "vitest";
import type { Archive } from "../../archive.ts";
import { ACCOUNT, at, event } from "../events.ts";
import { reading } from "../readings.ts";

/** What writing promises, whichever engine stands behind. */
export function writingCases(archive: () => Archive): void {
  describe("writing", () => {
    it("keeps each event once, however often it is read", async () => {
      const events = [event("a", at("10:00:00")), event("b", at("10:00:01"))];
      const first = await archive().write(reading("10:00:00", "10:10:00", events));
      expect(first).toEqual({ added: 2, late: 0, discrepancies: 0 });
      expect(await archive().write(reading("10:00:00", "10:10:00", events))).toEqual({
        added: 0,
        late: 0,
        discrepancies: 0,
      });
      expect(await archive().holdings(ACCOUNT)).toEqual({
        events: 2,
        first: at("10:00:00"),
        last: at("10:00:01"),
      });
    });

    it("keeps both texts where the upstream gives other bytes for an id", async () => {
      const first = event("a", at("10:00:00"));
      const other = event("a", at("10:00:00"), { source_country: "NL" });
      await archive().write(reading("10:00:00", "10:10:00", [first]));
      const second = reading("10:00:00", "10:10:00", [other], { readAt: at("11:00:00") });
      expect(await archive().write(second)).toMatchObject({ added: 0, discrepancies: 1 });
      expect(await archive().write(second)).toMatchObject({ added: 0, discrepancies: 0 });
      expect(await archive().discrepancies(ACCOUNT)).toEqual([
        { id: "a", seenAt: at("11:00:00"), known: null },
      ]);
      expect(await archive().otherTexts(ACCOUNT, "a")).toEqual([{ seenAt: at("11:00:00"), raw: other.raw }]);
      expect(await archive().otherTexts(ACCOUNT, "b")).toEqual([]);
    });

    it("other bytes are recorded as known one by one, and that can be taken back; still other bytes are not known", async () => {
      const texts = ["NL", "ES"].map((source_country) => event("a", at("10:00:00"), { source_country }));
      await archive().write(reading("10:00:00", "10:10:00", [event("a", at("10:00:00"))]));
      for (const [i, text] of texts.entries())
        await archive().write(reading("10:00:00", "10:10:00", [text], { readAt: at(`11:00:0${i}`) + 250 }));
      const seen = at("11:00:00");
      const known = { by: "ines", at: at("12:00:00") };
      const told = async () => (await archive().discrepancies(ACCOUNT)).map((one) => one.known);
      expect(await archive().unknownDiscrepancies(ACCOUNT)).toBe(2);
      expect(await archive().setKnown(ACCOUNT, { id: "a", seen }, known)).toBe(1);
      expect(await told()).toEqual([known, null]);
      expect(await archive().unknownDiscrepancies(ACCOUNT)).toBe(1);
      // Who was first stays; and the same bytes again are no new ones.
      expect(await archive().setKnown(ACCOUNT, { id: "a", seen }, { ...known, by: "rui" })).toBe(1);
      await archive().write(reading("10:00:00", "10:10:00", [texts[0]!], { readAt: at("13:00:00") }));
      expect(await told()).toEqual([known, null]);
      expect(await archive().setKnown(ACCOUNT, { id: "a", seen }, null)).toBe(1);
      expect(await told()).toEqual([null, null]);
      for (const which of [
        { id: "b", seen },
        { id: "a", seen: seen - 1000 },
      ])
        expect(await archive().setKnown(ACCOUNT, which, known)).toBe(0);
      expect(await archive().setKnown("another", { id: "a", seen }, known)).toBe(0);
      expect(await archive().unknownDiscrepancies("another")).toBe(0);
    });

    it("tells what came late from what came first", async () => {
      await archive().write(reading("10:00:00", "10:10:00", [], { settled: false }));
      const late = [event("a", at("10:10:00")), event("b", at("10:10:01"))];
      expect(await archive().write(reading("10:00:00", "10:20:00", late))).toMatchObject({
        added: 2,
        late: 1,
      });
      const timeless = event("c", 0, { created_at: "yesterday" });
      expect(await archive().write(reading("10:00:00", "10:20:00", [timeless]))).toMatchObject({ late: 1 });
    });

    it("holds equal ids of two accounts as two events", async () => {
      const events = [event("a", at("10:00:00"))];
      await archive().write(reading("10:00:00", "10:10:00", events));
      const other = { ...reading("10:00:00", "10:10:00", events), account: "b52d77c0" };
      expect(await archive().write(other)).toMatchObject({ added: 1, late: 0 });
      expect((await archive().holdings("b52d77c0")).events).toBe(1);
      expect((await archive().holdings("nobody")).events).toBe(0);
    });

    it("keeps the events of a part, and marks only what is not covered as missing", async () => {
      await archive().write(reading("10:00:00", "10:10:00", []));
      const part = reading("10:05:00", "10:20:00", [event("a", at("10:15:00"))]);
      expect(await archive().writePart(part, "The upstream hung.")).toMatchObject({ added: 1, late: 0 });
      const coverage = await archive().coverage(ACCOUNT);
      expect(coverage.map(({ from, to, state, reason }) => [from, to, state, reason])).toEqual([
        [at("10:00:00"), at("10:10:00"), "settled", null],
        [at("10:10:01"), at("10:20:00"), "missing", "The upstream hung."],
      ]);
      await archive().miss(ACCOUNT, null, at("10:30:00"), at("12:00:00"), "No.");
      expect((await archive().coverage(ACCOUNT)).map(({ state, reason }) => [state, reason])).toEqual([
        ["missing", "No."],
        ["settled", null],
        ["missing", "No."],
      ]);
    });

    it("keeps what the sync notes", async () => {
      expect(await archive().syncState(ACCOUNT)).toEqual({ paused: false, order: null, notes: null });
      await archive().setSyncState(ACCOUNT, { order: "oldest" });
      await archive().setSyncState(ACCOUNT, { paused: true, notes: "{}" });
      expect(await archive().syncState(ACCOUNT)).toEqual({ paused: true, order: "oldest", notes: "{}" });
    });
  });
}
