import { afterAll, beforeAll, expect, it } from "vitest";
import { sampleOf } from "../../testing/sample.ts";
import { hostileTexts } from "../testing/hostile-texts.ts";
import { SEARCH_TEXTS } from "../testing/search-texts.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

const KEY = "7c9e4b21";
const TEXTS = [...new Set([...SEARCH_TEXTS, ...hostileTexts(480, 5)])];
let tested: TestedConsole;
let cookie: string;
beforeAll(async () => {
  tested = await startTested({ events: 60 });
  tested.simulator.addEvents(
    KEY,
    TEXTS.map((note) => ({
      created_at: "2026-11-01T00:00:00",
      context: { note: `<${note}>`, quota: 7 },
    })),
  );
  cookie = await tested.signIn();
});
afterAll(() => tested?.stop());

it("is 500 texts and more", () => expect(TEXTS.length).toBeGreaterThanOrEqual(500));

it.each(sampleOf(TEXTS, 100).map((text) => [JSON.stringify(text), text]))(
  "%s comes through the URL whole",
  async (_, text) => {
    const words = JSON.stringify(text).slice(1, -1).toLowerCase();
    const found = tested.simulator.truth(KEY).filter((event) => event.text.toLowerCase().includes(words));
    tested.simulator.clearCalls();
    // As a form writes it, and as encodeURIComponent does: a space is + in one, %20 in the other.
    const forms = [
      new URLSearchParams({ search_text: text! }).toString(),
      `search_text=${encodeURIComponent(text!)}`,
    ];
    for (const form of forms) {
      const answer = await tested.ask(`/api/events?size=100&${form}`, cookie);
      expect(answer.status).toBe(200);
      const { page } = answer.json<{ page: { totalElements: number } }>();
      expect(page.totalElements).toBe(found.length);
      if (found.length <= 100) for (const { text: raw } of found) expect(answer.text).toContain(raw);
    }
    for (const { query } of tested.simulator.calls())
      expect(JSON.parse(`"${new URLSearchParams(query).get("search_text")}"`)).toBe(text);
  },
);

it("half a surrogate pair cannot stand in a URL: it is searched for as what it became, and fails nothing", async () => {
  const answer = await tested.ask("/api/events?search_text=%ED%A0%80", cookie);
  expect(answer.status).toBe(200);
});
