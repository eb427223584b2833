import { expect, it } from "vitest";
import { frozenLink } from "../../audit/links.ts";
import { parseQuery } from "../../audit/query-params.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import type { Simulator } from "../../../simulator/index";
import { forgetUpstream, readerOf, simulated } from "../testing/simulated.ts";
import { currentAsOf, listEvents } from "./list.ts";

const ask = (text: string) => listEvents(readerOf(), parseQuery(new URLSearchParams(text)));
const iso = (at: number) => new Date(at).toISOString().replace(".000Z", "Z");
const ids = (answer: Awaited<ReturnType<typeof ask>>) => answer.events.map(({ id }) => id);
const KEY = "7c9e4b21";

/** Inserts events at these moments, which the simulator knows to the second. */
const insertAt = (simulator: Simulator, ...moments: readonly number[]) =>
  simulator.addEvents(
    KEY,
    moments.map((at) => ({ created_at: iso(at).slice(0, 19) })),
  );
const dates = (simulator: Simulator) =>
  simulator.calls().map(({ query }) => {
    const params = new URLSearchParams(query);
    return [params.get("date_from"), params.get("date_to")];
  });

it("an event inserted later than as_of never enters, on any page, and is counted beside", async () => {
  const simulator = await simulated({ events: 100 });
  const asOf = currentAsOf() - 60_000;
  const before = await ask(`as_of=${iso(asOf)}&size=100`);
  expect(before.receipt).toMatchObject({ asOf: iso(asOf), to: iso(asOf), arrivedSince: 0 });
  const [late] = insertAt(simulator, asOf + 1000, asOf + 2000, asOf + 59_000);
  await forgetUpstream();
  const after = await ask(`as_of=${iso(asOf)}&size=100`);
  expect(ids(after)).toEqual(ids(before));
  expect(ids(after)).not.toContain(late);
  expect(after.receipt).toMatchObject({ arrivedSince: 3, counted: before.receipt.counted });
});

it("an event at the very second of as_of is in it, one a second later is not", async () => {
  const simulator = await simulated({ events: 20 });
  const asOf = currentAsOf() - 30_000;
  const [within, beyond] = insertAt(simulator, asOf, asOf + 1000);
  const answer = await ask(`as_of=${iso(asOf)}&size=100`);
  expect(ids(answer)).toContain(within);
  expect(ids(answer)).not.toContain(beyond);
});

it("a relative window is resolved against as_of, not against now", async () => {
  const simulator = await simulated({ events: 200 });
  const asOf = currentAsOf() - 40 * 86_400_000;
  const answer = await ask(`window=24h&as_of=${iso(asOf)}`);
  expect(answer.receipt).toMatchObject({ from: iso(asOf - 86_400_000), to: iso(asOf), asOf: iso(asOf) });
  expect(dates(simulator)[0]).toEqual([iso(asOf - 86_400_000), iso(asOf)].map((at) => at.slice(0, 19)));
});

it("around takes its ends from the moment, and none from as_of unless that is earlier", async () => {
  await simulated({ events: 200 });
  const moment = currentAsOf() - 3_600_000;
  const answer = await ask(`around=${iso(moment)}&pm=15m`);
  expect(answer.receipt).toMatchObject({ from: iso(moment - 900_000), to: iso(moment + 900_000) });
  const cut = await ask(`around=${iso(moment)}&pm=15m&as_of=${iso(moment + 60_000)}`);
  expect(cut.receipt).toMatchObject({ from: iso(moment - 900_000), to: iso(moment + 60_000) });
});

it("both ends are in the window", async () => {
  const simulator = await simulated({ events: 20 });
  const from = currentAsOf() - 500_000;
  const [first, last] = insertAt(simulator, from, from + 60_000);
  insertAt(simulator, from - 1000, from + 61_000);
  const answer = await ask(`date_from=${iso(from)}&date_to=${iso(from + 60_000)}&sort=created_at`);
  expect(ids(answer)).toEqual([first, last]);
  expect(answer.receipt).toMatchObject({ complete: true, reason: null, counted: 2 });
});

it("a window that begins after as_of is empty without a call for its page", async () => {
  const simulator = await simulated({ events: 20 });
  const asOf = currentAsOf() - 600_000;
  const answer = await ask(`date_from=${iso(asOf + 60_000)}&as_of=${iso(asOf)}`);
  expect(answer.page).toMatchObject({ totalElements: 0, totalPages: 0 });
  expect(simulator.calls().filter(({ query }) => query.includes("size=30"))).toEqual([]);
});

it("a frozen link gives what was on the screen, whatever has come since", async () => {
  const simulator = await simulated({ events: 300 });
  const shown = await ask("window=90d&size=30");
  const query = parseQuery(new URLSearchParams("window=90d&size=30"));
  const window = resolveWindow(query.time, Date.parse(shown.receipt.asOf));
  const link = frozenLink(query, window, KEY).toString();
  insertAt(simulator, window.asOf + 1000, window.asOf + 2000, window.asOf + 3000);
  const opened = await ask(link);
  expect(ids(opened)).toEqual(ids(shown));
  expect(opened.receipt).toMatchObject({
    asOf: shown.receipt.asOf,
    from: shown.receipt.from,
    to: shown.receipt.to,
  });
});

it("without as_of the answer speaks of the last second that has ended, and knows of nothing newer", async () => {
  await simulated({ events: 20 });
  const earliest = currentAsOf();
  const { receipt } = await ask("");
  expect(Date.parse(receipt.asOf)).toBeGreaterThanOrEqual(earliest);
  expect(Date.parse(receipt.asOf)).toBeLessThanOrEqual(currentAsOf());
  expect(receipt).toMatchObject({
    arrivedSince: null,
    lateSince: null,
    from: null,
    served: "live",
    gaps: [],
  });
});
