import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../../../../audit/event.ts";
import type { Archive, Question } from "../../archive.ts";
import { ACCOUNT, event } from "../events.ts";
import { ALL, answer, type Held } from "../naive.ts";
import { second } from "../random-events.ts";

const B = "b52d77c0";
const COUNT = 3_000;
const MINUTE = 60;

/** Many to a second, so that chunks end inside one. Every tenth has no time, every third names the relay. */
const made = (start: number, count: number): AuditEvent[] =>
  Array.from({ length: count }, (_, i) =>
    event(`e-${((i + start) * 7919) % 10_007}`, second(i % MINUTE), {
      ...(i % 10 === 0 && { created_at: "some day" }),
      ...(i % 4 === 0 && { event_type: "USER_LOGIN" }),
      context: i % 3 === 0 ? { url: "https://relay.example/é", i } : { i },
    }),
  );

const write = (archive: Archive, account: string, events: readonly AuditEvent[]) =>
  archive.write({ account, from: null, to: second(MINUTE), settled: false, readAt: 0, events });

const held = (account: string, events: readonly AuditEvent[]): Held[] =>
  events.map((event) => ({ account, event }));
const ids = (found: readonly Held[]) => found.map(({ account, event }) => `${account}/${event.id}`);

/** What streams and common texts promise over more events than one chunk. */
export function streamingCases(archive: () => Archive): void {
  describe("many events", { timeout: 60_000 }, () => {
    const question = (more: Partial<Question> = {}): Question => ({
      ...ALL,
      accounts: [ACCOUNT, B],
      ...more,
    });

    async function filled(): Promise<Held[]> {
      const [a, b] = [made(0, COUNT), made(COUNT, COUNT / 5)];
      await write(archive(), ACCOUNT, a);
      await write(archive(), B, b);
      return [...held(ACCOUNT, a), ...held(B, b)];
    }

    async function streamed(asked: Question, newestFirst: boolean, between = async () => {}) {
      const found: string[] = [];
      for await (const chunk of archive().stream(asked, newestFirst)) {
        found.push(...chunk.map(({ account, id }) => `${account}/${id}`));
        await between();
      }
      return found;
    }

    it("streams what stood there when it began, once and in order, while others arrive", async () => {
      const all = await filled();
      const expected = (asked: Question, newestFirst: boolean) => ids(answer(all, asked, newestFirst));
      for (const newestFirst of [true, false]) {
        const asked = question({ from: second(3), to: second(50) });
        expect(await streamed(asked, newestFirst)).toEqual(expected(asked, newestFirst));
        const one = question({
          accounts: [ACCOUNT],
          searchText: "relay.example",
          eventTypes: ["USER_LOGIN"],
        });
        expect(await streamed(one, newestFirst)).toEqual(expected(one, newestFirst));
      }
      let later = 2 * COUNT;
      const arrive = async () => {
        await write(archive(), ACCOUNT, made((later += 300), 300));
      };
      const asked = question();
      expect(await streamed(asked, true, arrive)).toEqual(expected(asked, true));
    });

    it("does not hold a stream that nobody reads any more", async () => {
      await filled();
      const stop = new AbortController();
      const stream = archive().stream(question(), true, stop.signal)[Symbol.asyncIterator]();
      expect((await stream.next()).done).toBe(false);
      stop.abort();
      await expect(stream.next()).rejects.toThrow("abort");
    });

    it("gives the first rows of a common text before its total, which agrees with every other answer", async () => {
      const all = await filled();
      for (const searchText of ["e", "customer dashboard", "relay.example"]) {
        const asked = question({ searchText });
        const expected = answer(all, asked, true);
        const page = await archive().page(asked, { newestFirst: true, offset: 110, limit: 30 });
        expect(page.total).toBe(searchText === "relay.example" ? expected.length : null);
        expect(page.events.map(({ account, id }) => `${account}/${id}`)).toEqual(
          ids(expected.slice(110, 140)),
        );
        expect(await archive().count(asked)).toBe(expected.length);
        const { total } = await archive().summary(asked, { histogram: null, facets: [] });
        expect(total).toBe(expected.length);
        const again = await archive().page(asked, { newestFirst: false, offset: 0, limit: 5 });
        expect(again.events).toHaveLength(5);
      }
    });

    it("looks in all texts when the first ones that it reads do not fill the page, and again at what came since", async () => {
      const newest = Array.from({ length: 4_100 }, (_, i) =>
        event(`n-${i}`, second(MINUTE), { context: { i } }),
      );
      const all = [...(await filled()), ...held(ACCOUNT, newest)];
      await write(archive(), ACCOUNT, newest);
      const asked = question({ accounts: [ACCOUNT], searchText: "É" });
      const short = question({ accounts: [ACCOUNT], searchText: "é", to: second(MINUTE) });
      for (const one of [asked, short]) {
        const expected = answer(all, one, true);
        const page = await archive().page(one, { newestFirst: true, offset: 0, limit: 10 });
        expect(page.total).toBe(expected.length);
        expect(page.events.map(({ id }) => id)).toEqual(expected.slice(0, 10).map(({ event: { id } }) => id));
      }
      const more = event("later", second(1), { context: { note: "É" } });
      await write(archive(), ACCOUNT, [more]);
      expect(await archive().count(asked)).toBe(answer(all, asked, true).length + 1);
    });
  });
}
