import { describe, expect, it } from "vitest";
import type { Archive, FacetWish, Question } from "../../archive.ts";
import { ACCOUNT, at, event } from "../events.ts";
import { ALL } from "../naive.ts";
import { reading } from "../readings.ts";

const question = (more: Partial<Question> = {}): Question => ({ ...ALL, accounts: [ACCOUNT], ...more });

/** Single events, types, late arrivals, and the fine print of facets. */
export function lookingUpCases(archive: () => Archive): void {
  describe("looking up", () => {
    it("finds one event by its id, with its exact text", async () => {
      const one = event("a", at("10:00:00"), { big: 1 });
      await archive().write(reading("10:00:00", "10:10:00", [one]));
      expect(await archive().event(ACCOUNT, "a")).toMatchObject({
        account: ACCOUNT,
        seq: 1,
        id: "a",
        raw: one.raw,
      });
      expect(await archive().event(ACCOUNT, "b")).toBeNull();
      expect(await archive().event("b52d77c0", "a")).toBeNull();
    });

    it("lists the types that events carry, the most frequent first", async () => {
      const types = ["B", "A", "C", "C", ""];
      const events = types.map((event_type, i) => event(`e-${i}`, at("10:00:00"), { event_type }));
      await archive().write(reading("10:00:00", "10:10:00", events));
      expect(await archive().types(ACCOUNT)).toEqual([
        { type: "C", count: 2 },
        { type: "A", count: 1 },
        { type: "B", count: 1 },
      ]);
      expect(await archive().types("nobody")).toEqual([]);
    });

    it("counts what came late into a window, after a moment", async () => {
      const before = Date.now() - 1;
      await archive().write(reading("10:00:00", "10:10:00", [event("a", at("10:00:00"))]));
      expect(await archive().lateSince(question(), before)).toBe(0);
      const late = [event("b", at("10:05:00")), event("c", at("10:06:00"), { event_type: "USER_LOGIN" })];
      await archive().write(reading("10:00:00", "10:20:00", [...late, event("d", at("10:15:00"))]));
      expect(await archive().lateSince(question(), before)).toBe(2);
      expect(await archive().lateSince(question({ eventTypes: ["USER_LOGIN"] }), before)).toBe(1);
      expect(await archive().lateSince(question({ searchText: "user_login" }), before)).toBe(1);
      expect(await archive().lateSince(question({ to: at("10:05:30") }), before)).toBe(1);
      expect(await archive().lateSince(question(), Date.now() + 1000)).toBe(0);
    });

    it("tells of hosts that came up in the last day when they were first named, and of no other", async () => {
      const sets = (id: string, time: number, url: string, fields: Record<string, unknown> = {}) =>
        event(id, time, { event_type: "APP_UPDATE", context: { appId: "a-1", updated: { url } }, ...fields });
      const noon = at("12:00:00");
      const named = (...hosts: string[]) =>
        archive().firstHosts([ACCOUNT], Object.fromEntries(hosts.map((host) => [host, noon])));
      const events = [
        sets("old", at("11:59:59", "2026-11-19"), "https://voice.acme.example/ncco"),
        sets("day", at("12:00:00", "2026-11-19"), "https://day.acme.example"),
        sets("new", at("12:00:01", "2026-11-19"), "SIP:9@QX9-relay.example:5060"),
        sets("again", at("11:00:00"), "https://qx9-relay.example/a"),
        // Part of another host, of an address of a person, of a text: not named.
        sets("like", at("09:00:00", "2026-11-18"), "https://relay.example.evil.example"),
        sets("text", at("09:00:01", "2026-11-18"), "see https://relay.example", {
          user_email: "ana@relay.example",
        }),
        sets("later", at("13:00:00"), "https://later.example"),
        sets("relay", noon, "https://relay.example"),
      ];
      await archive().write(reading("09:00:00", "13:00:00", events, { from: at("09:00:00", "2026-11-18") }));
      const asked = [
        "voice.acme.example",
        "day.acme.example",
        "qx9-relay.example",
        "relay.example",
        "later.example",
        "x.y",
      ];
      const expected = { "qx9-relay.example": at("12:00:01", "2026-11-19"), "relay.example": noon };
      expect(await named(...asked)).toEqual(expected);
      // One that is known of later was not named before all the same.
      const voice = (time: number) => archive().firstHosts([ACCOUNT], { "voice.acme.example": time });
      expect(await voice(at("09:30:00", "2026-11-18"))).toEqual({});
      expect(await voice(at("12:30:00", "2026-11-19"))).toEqual({
        "voice.acme.example": at("11:59:59", "2026-11-19"),
      });
      // What is remembered tells the same, and what comes late is known too.
      expect(await named(...asked)).toEqual(expected);
      const late = sets("late", at("08:00:00"), "https://relay.example/late");
      await archive().write(reading("07:00:00", "09:00:00", [late]));
      expect(await named("relay.example")).toEqual({ "relay.example": at("08:00:00") });
      const older = sets("older", at("08:00:00", "2026-11-17"), "https://relay.example/older");
      await archive().write(
        reading("07:00:00", "09:00:00", [older], {
          from: at("07:00:00", "2026-11-17"),
          to: at("09:00:00", "2026-11-17"),
        }),
      );
      expect(await named("relay.example")).toEqual({});
    });

    const countries = ["ES", "ES", "ES", "GB", "GB", "DE", "FR"];
    const facet = async (wish: Partial<FacetWish>, more: Partial<Question> = {}) => {
      const events = countries.map((source_country, i) =>
        event(`e-${i}`, at(`10:00:0${i}`), { source_country }),
      );
      await archive().write(reading("10:00:00", "10:10:00", events));
      const whole = {
        name: "country",
        size: 2,
        search: null,
        order: "count",
        newSince: null,
        rare: 0,
        ...wish,
      } as const;
      const summary = await archive().summary(question(more), { histogram: null, facets: [whole] });
      const { values, others } = summary.facets.country!;
      return [values.map(({ value, count }) => `${value} ${count}`).join(", "), others];
    };

    it("lists the most frequent values of a facet", async () => {
      expect(await facet({})).toEqual(["ES 3, GB 2", 2]);
    });

    it("lists the first values by name when they are wished so", async () => {
      expect(await facet({ order: "value" })).toEqual(["DE 1, ES 3", 3]);
    });

    it("lists only values that contain a text; the rest are others", async () => {
      expect(await facet({ search: "r" })).toEqual(["FR 1", 6]);
    });

    it("lists the rarest besides where that is wished", async () => {
      expect(await facet({ size: 1, rare: 2 })).toEqual(["ES 3, DE 1, FR 1", 2]);
      expect(await facet({ size: 1, rare: 9 })).toEqual(["ES 3, GB 2, DE 1, FR 1", 0]);
    });

    it("always lists what is new since a moment", async () => {
      expect(await facet({ size: 1, newSince: at("10:00:06") })).toEqual(["ES 3, FR 1", 3]);
      expect(await facet({ size: 1 }, { from: at("10:00:05") })).toEqual(["DE 1, FR 1", 0]);
    });

    it("lists a hundred new values at most, and tells how many are left", async () => {
      const events = Array.from({ length: 120 }, (_, i) =>
        event(`new-${i}`, at("10:00:00"), { user_email: `${String(i).padStart(3, "0")}@x.example` }),
      );
      const again = event("again", at("10:00:01"), { user_email: "119@x.example" });
      await archive().write(reading("10:00:00", "10:10:00", [...events, again]));
      const wish = { name: "user", size: 2, search: null, order: "value", newSince: null } as const;
      const asked = question({ from: at("10:00:00") });
      const { facets } = await archive().summary(asked, {
        histogram: null,
        facets: [wish],
      });
      const { values, others, otherValues, otherNew } = facets.user!;
      expect(values.map(({ value }) => value)).toEqual(
        events.slice(0, 100).map(({ userEmail }) => userEmail),
      );
      expect([others, otherValues, otherNew]).toEqual([21, 20, 20]);
      const byCount = { ...wish, order: "count" } as const;
      const most = await archive().summary(asked, { histogram: null, facets: [byCount] });
      expect(most.facets.user!.values[0]).toMatchObject({ value: "119@x.example", count: 2 });
      expect(most.facets.user!.values).toHaveLength(100);
      const old = await archive().summary(question(), { histogram: null, facets: [byCount] });
      expect(old.facets.user).toMatchObject({ otherValues: 118, otherNew: 0 });
    });

    it("lists the facet's own filter even where nothing carries it", async () => {
      expect(await facet({ size: 1 }, { country: ["XX", "FR"] })).toEqual(["ES 3, FR 1, XX 0", 3]);
    });

    it("tells a pruned event from one that never was, and counts it no more", async () => {
      const events = [event("a", at("10:00:00")), event("b", at("10:05:00"))];
      await archive().write(reading("10:00:00", "10:10:00", events));
      expect(await archive().count(question({ searchText: "number_assign" }))).toBe(2);
      await archive().prune(ACCOUNT, at("10:01:00"));
      expect(await archive().event(ACCOUNT, "a")).toMatchObject({ id: "a", raw: null });
      expect(await archive().count(question({ searchText: "number_assign" }))).toBe(1);
      const page = await archive().page(question(), { newestFirst: true, offset: 0, limit: 9 });
      expect([page.total, page.events.map(({ id }) => id)]).toEqual([1, ["b"]]);
    });
  });
}
