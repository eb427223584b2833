import { expect, it } from "vitest";
import type { AuditEvent } from "../../audit/event.ts";
import { parseQuery } from "../../audit/query-params.ts";
import { simulated, readerOf } from "../testing/simulated.ts";
import { listEvents } from "./list.ts";
import type { Simulator } from "../../../simulator/index";

const ask = (text: string, reader = readerOf()) => listEvents(reader, parseQuery(new URLSearchParams(text)));

const textsOf = (simulator: Simulator, account: string) => simulator.truth(account).map(({ text }) => text);

/** Every page of a question, in the order of the pages. */
async function everyPage(question: string, size: number) {
  const pages: AuditEvent[][] = [];
  for (let page = 1; ; page++) {
    const answer = await ask(`${question}&size=${size}&page=${page}`);
    expect(answer.page).toMatchObject({ number: page, size });
    if (answer.events.length === 0) {
      expect(page).toBe(answer.page.totalPages + 1);
      return { pages, total: answer.page.totalElements };
    }
    pages.push([...answer.events]);
  }
}

/** By (time, id) within each page, by time over all; an event that is misshapen stands where upstream believes it. */
function expectSorted(pages: readonly AuditEvent[][], sign: 1 | -1, misshapen: ReadonlySet<string>) {
  for (const page of pages) {
    const places = page.map(({ at, id }) => [at === null ? Infinity : sign * at, id] as const);
    const sorted = places.toSorted(([a, x], [b, y]) => a - b || (x < y ? -sign : sign));
    expect(places).toEqual(sorted);
  }
  const sane = pages.flat().filter(({ raw }) => !misshapen.has(raw));
  const times = sane.map(({ at }) => at!);
  expect(times).toEqual(times.toSorted((a, b) => sign * (a - b)));
}

const MATRIX = (["newest", "oldest"] as const).flatMap((order) =>
  (["-created_at", "created_at"] as const).flatMap((sort) =>
    [1, 7, 30, 100].map((size) => ({ order, sort, size })),
  ),
);

it.each(MATRIX)("upstream $order, sort $sort, pages of $size: each event once, in order", async (row) => {
  const simulator = await simulated({ order: row.order, events: 150 });
  const [account] = simulator.accounts;
  // Events of one second, over the ends of pages.
  const created_at = simulator.now.replace("Z", "").replace(/T.*/, "T00:00:07");
  simulator.addEvents(
    account!.apiKey,
    Array.from({ length: 9 }, () => ({ created_at })),
  );
  const truth = textsOf(simulator, account!.apiKey);

  const { pages, total } = await everyPage(`sort=${row.sort}&as_of=${simulator.now}`, row.size);
  expect(total).toBe(truth.length);
  expect(
    pages
      .flat()
      .map(({ raw }) => raw)
      .toSorted(),
  ).toEqual(truth.toSorted());
  expect(pages.slice(0, -1).every((page) => page.length === row.size)).toBe(true);
  const misshapen = simulator.truth(account!.apiKey).filter((event) => event.misshapen);
  expectSorted(pages, row.sort === "created_at" ? 1 : -1, new Set(misshapen.map(({ text }) => text)));
});

it.each(["newest", "oldest"] as const)(
  "%s first: an event whose time is none stands last in its page",
  async (order) => {
    const simulator = await simulated({ order, events: 40 });
    const raw = '{"id":"no-time","event_type":"X","created_at":"soon"}';
    simulator.addEvents("7c9e4b21", [{ id: "no-time", raw, created_at: "2026-06-01T00:00:00" }]);
    for (const sort of ["-created_at", "created_at"]) {
      const { events, receipt } = await ask(`sort=${sort}&size=100`);
      const unknown = events.findIndex(({ at }) => at === null);
      expect(events.slice(unknown).every(({ at }) => at === null)).toBe(true);
      expect(events.slice(unknown).map(({ id }) => id)).toContain("no-time");
      expect(receipt).toMatchObject({ complete: true, reason: null, counted: events.length });
    }
  },
);
