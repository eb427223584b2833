import type { Locator, Page } from "playwright/test";
import type { EventsPage } from "../../lib/audit/list-page.ts";
import type { Filtered, Moved, Probed } from "./probe.ts";
import { settled } from "./world.ts";

/** A press, and the event that it is for the page: its type, and of a key its name. */
interface Press {
  readonly event: string;
  go(): Promise<void>;
}

/** A way to ask: everything up to the press. */
interface Way {
  readonly name: string;
  ready(page: Page, round: number): Promise<Press>;
}

const DAY_MS = 86_400_000;
const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
const PRESETS = ["7 d", "30 d", "90 d"];
const FACETS = ["Actor", "Address", "Country", "Source", "Resource"];

/** In most events of some kind: the total, which comes with the rows, counts tens of thousands and more. */
const COMMON =
  "dashboard acme.example developer number voice sms msisdn features applicationid 198.51.100 192.0.2 user_ login updated product priya tomasz ana.ruiz billing search".split(
    " ",
  );

export const enter = (page: Page): Press => ({
  event: "keydown Enter",
  go: () => page.keyboard.press("Enter"),
});

/** By the bare mouse: what Playwright's own click looks at before and after is no part of a press. */
export async function clickOn(target: Locator): Promise<Press> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error(`Nothing to press: ${target}`);
  const page = target.page();
  await page.mouse.move(box.x + Math.min(20, box.width / 2), box.y + box.height / 2);
  return {
    event: "click",
    go: async () => {
      await page.mouse.down();
      await page.mouse.up();
    },
  };
}

/** The next value of a facet that was not pressed yet in this way, another facet each time. */
async function nextValue(page: Page, round: number, used: Set<string>): Promise<Locator> {
  for (let i = 0; i < FACETS.length; i++) {
    const facet = page.locator("aside section").filter({
      has: page.getByRole("button", { name: new RegExp(`^${FACETS[(round + i) % FACETS.length]} `) }),
    });
    for (const value of await facet.locator("[data-facet-value]:enabled").all()) {
      const title = (await value.getAttribute("title")) ?? "";
      if (used.has(title)) continue;
      used.add(title);
      return value;
    }
  }
  throw new Error("Every value of every facet has been pressed.");
}

async function typeText(page: Page, text: string) {
  await page.getByLabel("Text in the event").fill(text);
  return enter(page);
}

const included = new Set<string>();
const leftOut = new Set<string>();

export const WAYS: readonly Way[] = [
  {
    name: "a facet's value",
    ready: async (page, round) => clickOn(await nextValue(page, round, included)),
  },
  {
    name: "a facet's value left out",
    ready: async (page, round) => {
      const value = await nextValue(page, round, leftOut);
      await value.hover();
      return clickOn(value.locator("xpath=..").locator('button[aria-label^="Leave out"]'));
    },
  },
  {
    name: "types, applied",
    ready: async (page, round) => {
      await page.getByRole("button", { name: /^Types/ }).click();
      const boxes = page.getByRole("dialog").locator("label:has(.mono) input");
      await boxes.nth(round).check();
      await boxes.nth(round + 1).check();
      return clickOn(page.getByRole("button", { name: /^Apply/ }));
    },
  },
  {
    name: "a window, typed or ready",
    ready: async (page, round) => {
      await page.getByRole("button", { name: /^Time window/ }).click();
      const dialog = page.getByRole("dialog");
      const preset = PRESETS[round];
      if (preset !== undefined) return clickOn(dialog.getByRole("button", { name: preset, exact: true }));
      await dialog.getByLabel("Type a window").fill(`${day(10 + 18 * round)} to ${day(2 + round)}`);
      return enter(page);
    },
  },
  {
    name: "bars",
    // Four weeks each, ten ends and two lengths, from the newest back.
    ready: async (page, round) => {
      await page.getByRole("listbox").focus();
      await page.keyboard.press("End");
      for (let i = 0; i < round % 10; i++) await page.keyboard.press("ArrowLeft");
      if (round >= 10) await page.keyboard.press("Shift+ArrowLeft");
      return enter(page);
    },
  },
  {
    name: "a rare text",
    // The beginning of an event's id, of an event somewhere in the past.
    ready: async (page, round) => {
      const answer = await page.request.get(`/api/events?size=1&page=${1 + round * 49_000}`);
      const { events } = (await answer.json()) as EventsPage;
      return typeText(page, events[0]?.id.slice(0, 8) ?? "");
    },
  },
  {
    name: "a common text",
    ready: (page, round) => typeText(page, COMMON[round % COMMON.length] ?? ""),
  },
];

/** Asks in one way from the list of everything, and goes back to it. */
export async function measureFilter(page: Page, way: Way, round: number): Promise<Filtered & Moved> {
  const { event, go } = await way.ready(page, round);
  await page.waitForTimeout(100);
  await page.evaluate((press) => (window as unknown as Probed).probe.filtered(press), event);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => new URL(response.url()).pathname === "/api/events"),
    go(),
  ]);
  const filtered = (await page.evaluate(() => (window as unknown as Probed).probe.result)) as Filtered;
  // What was painted is what was answered, from the archive: or it is no measurement.
  const { events, page: of, receipt } = (await answer.json()) as EventsPage;
  const told = Number(filtered.count.replace(/\D/g, ""));
  if (told !== of.totalElements || (events[0]?.id ?? "") !== filtered.first || receipt.served !== "archive")
    throw new Error(
      `${way.name}: painted ${filtered.count}, answered ${of.totalElements} by ${receipt.served}`,
    );
  await page.waitForTimeout(200);
  const moved = await page.evaluate(() => (window as unknown as Probed).probe.take());
  await page.evaluate(() => window.history.back());
  await settled(page);
  await page.evaluate(() => (window as unknown as Probed).probe.take());
  return { ...filtered, ...moved };
}
