import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../../audit/event.ts";
import { readWindow, type WindowWish } from "./read-window.ts";
import type { Source, SourcePage } from "./source.ts";
import { SECOND, type Span } from "./span.ts";

type Order = "newest" | "oldest";

/** An upstream in memory: pages of `size` at most, whatever is asked; `before` may change its list as a page is asked for. */
function sourceOf(all: AuditEvent[], order: Order, size = 100, before: (call: number) => void = () => {}) {
  let calls = 0;
  const source: Source = {
    async page(span, number, asked = 100): Promise<SourcePage> {
      before((calls += 1));
      const inside = all
        .filter((event) => (event.at ?? 0) >= (span.from ?? -Infinity) && (event.at ?? 0) <= span.to)
        .sort((a, b) => ((a.at ?? 0) - (b.at ?? 0)) * (order === "newest" ? -1 : 1));
      const length = Math.min(asked, size);
      const events = inside.slice((number - 1) * length, number * length);
      return { events, conflicting: [], received: events.length, total: inside.length, size: length };
    },
  };
  return { source, calls: () => calls };
}

let made = 0;
const event = (second: number): AuditEvent =>
  ({ id: `e-${(made += 1)}`, at: second * SECOND, raw: `{"n":${made}}` }) as AuditEvent;

const wish = (order: Order, gap: Span, pages: number): WindowWish => ({
  gap,
  asked: gap,
  pages,
  parallel: 2,
  orderOf: () => order,
});

const ids = (events: readonly AuditEvent[]) => events.map(({ id }) => id).sort();
const inSpan = (events: readonly AuditEvent[], { from, to }: Span) =>
  events.filter(({ at }) => (at ?? 0) >= (from ?? -Infinity) && (at ?? 0) <= to);

const seconds = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 400, size: "max" });
const order = fc.constantFrom<Order>("newest", "oldest");
const gap: Span = { from: null, to: 300 * SECOND };

describe("a window that was read whole", () => {
  it("holds every event of its span and no other, and the span is an end of the gap", async () => {
    await fc.assert(
      fc.asyncProperty(
        seconds,
        order,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 7, max: 40 }),
        async (at, way, pages, size) => {
          const all = at.map(event);
          const read = await readWindow(sourceOf(all, way, size).source, wish(way, gap, pages));
          expect(read.state).toBe("whole");
          expect(ids(read.events)).toEqual(ids(inSpan(all, read.span)));
          expect(way === "newest" ? read.span.to : read.span.from).toBe(way === "newest" ? gap.to : gap.from);
          expect(read.total).toBe(all.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("does so also when events come in while it is read; else it says that it shifted", async () => {
    const late = fc.array(fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 0, max: 300 })), {
      maxLength: 4,
    });
    let whole = 0;
    let shifted = 0;
    await fc.assert(
      fc.asyncProperty(seconds, order, late, async (at, way, arrivals) => {
        const all = at.map(event);
        const after = new Set<string>();
        const { source, calls } = sourceOf(all, way, 20, (call) => {
          for (const [when, second] of arrivals)
            if (when === call) {
              const fresh = event(second);
              after.add(fresh.id);
              all.push(fresh);
            }
        });
        const read = await readWindow(source, wish(way, gap, 4));
        if (read.state === "shifted") return void (shifted += 1);
        whole += 1;
        const held = new Set(ids(read.events));
        const missing = inSpan(all, read.span).filter(({ id }) => !held.has(id));
        // What came with the very last answer, behind what had been read, is not its business.
        expect(missing.filter(({ id }) => !after.has(id))).toEqual([]);
        expect(calls()).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
    expect(Math.min(whole, shifted)).toBeGreaterThan(20);
  });
});

it("pages that repeat an entry are no whole window", async () => {
  const all = Array.from({ length: 90 }, (_, i) => event(i));
  const { source } = sourceOf(all, "newest", 20);
  const repeating: Source = {
    async page(span, number, size) {
      const page = await source.page(span, number, size);
      const before = number === 2 ? await source.page(span, 1, size) : null;
      return before === null
        ? page
        : { ...page, events: [...before.events.slice(-1), ...page.events.slice(0, -1)] };
    },
  };
  for (const pages of [2, 10])
    expect((await readWindow(repeating, wish("newest", gap, pages))).state).toBe("shifted");
});

it("a count that changes from one page to the next is no whole window", async () => {
  const all = Array.from({ length: 90 }, (_, i) => event(i));
  const { source } = sourceOf(all, "newest", 20);
  const changing: Source = {
    async page(span, number, size) {
      const page = await source.page(span, number, size);
      return { ...page, total: number === 3 ? 91 : page.total };
    },
  };
  for (const pages of [3, 10])
    expect((await readWindow(changing, wish("newest", gap, pages))).state).toBe("shifted");
});

it("an order that was learnt wrongly proves nothing", async () => {
  const all = Array.from({ length: 90 }, (_, i) => event(i));
  const { source } = sourceOf(all, "oldest", 20);
  expect((await readWindow(source, wish("newest", gap, 2))).state).toBe("shifted");
  expect((await readWindow(source, wish("newest", gap, 5))).state).toBe("whole");
});

it("one wrong time at the place of the cut does not spoil it", async () => {
  const all = Array.from({ length: 90 }, (_, i) => event(i));
  const { source } = sourceOf(all, "newest", 10);
  const odd: Source = {
    async page(span, number, size) {
      const page = await source.page(span, number, size);
      const last = page.events.length - 1;
      const wrong = (one: AuditEvent): AuditEvent => ({ ...one, at: number === 2 ? -1e12 : one.at });
      return { ...page, events: page.events.map((one, i) => (i === last ? wrong(one) : one)) };
    },
  };
  const read = await readWindow(odd, wish("newest", gap, 2));
  expect(read).toMatchObject({ state: "whole", span: { from: (90 - 17) * SECOND } });
});

it("a long list that begins with the oldest is given up when its newest end is wanted", async () => {
  const all = Array.from({ length: 90 }, (_, i) => event(i));
  const { source, calls } = sourceOf(all, "oldest", 10);
  const far = await readWindow(source, { ...wish("oldest", gap, 2), newestFirst: true });
  expect([far.state, far.total, calls()]).toEqual(["far", 90, 1]);
  expect((await readWindow(source, { ...wish("oldest", gap, 9), newestFirst: true })).state).toBe("whole");
});
