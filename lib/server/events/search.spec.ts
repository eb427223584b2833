import { beforeAll, afterAll, expect, it } from "vitest";
import { EMPTY_QUERY } from "../../audit/query-params.ts";
import { type Simulator, startSimulator } from "../../../simulator/index";
import { LONE_SURROGATES, SEARCH_TEXTS } from "../testing/search-texts.ts";
import { forgetUpstream, readerOf, useSimulator } from "../testing/simulated.ts";
import { listEvents } from "./list.ts";

const KEY = "7c9e4b21";
const TEXTS = [...SEARCH_TEXTS, ...LONE_SURROGATES];
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ events: 60 });
  simulator.addEvents(
    KEY,
    TEXTS.map((note) => ({ created_at: "2026-11-01T00:00:00", context: { note: `<${note}>`, quota: 7 } })),
  );
  await useSimulator(simulator);
});
afterAll(async () => {
  await forgetUpstream();
  await simulator.close();
});

/** The ids of events whose text holds the words as JSON writes them, whatever the case. */
function expected(text: string): string[] {
  const words = JSON.stringify(text).slice(1, -1).toLowerCase();
  return simulator
    .truth(KEY)
    .filter((event) => event.text.toLowerCase().includes(words))
    .map((event) => event.text)
    .toSorted();
}

it.each(TEXTS.map((text) => [JSON.stringify(text), text]))(
  "%s is found where it stands, and nowhere else",
  async (_, text) => {
    simulator.clearCalls();
    const { events, page } = await listEvents(readerOf(), { ...EMPTY_QUERY, searchText: text!, size: 100 });
    const found = expected(text!);
    expect(found.length).toBeGreaterThan(0);
    expect(page.totalElements).toBe(found.length);
    if (found.length <= 100) expect(events.map(({ raw }) => raw).toSorted()).toEqual(found);
    const [call] = simulator.calls();
    const sent = new URLSearchParams(call!.query).get("search_text");
    expect(JSON.parse(`"${sent}"`)).toBe(text);
  },
);
