import type { Page } from "playwright/test";
import { clickOn, enter } from "./filters.ts";
import type { Probed } from "./probe.ts";

const rows = (page: Page) => page.locator("[role=grid] [data-event-id]");

/** From the press on a row to the drawer with the event's facts, ms. */
async function pressed(
  page: Page,
  index: number,
  press: { event: string; go(): Promise<void> },
): Promise<number> {
  const id = (await rows(page).nth(index).getAttribute("data-event-id")) ?? "";
  await page.evaluate(([event, id]) => (window as unknown as Probed).probe.opened(event, id), [
    press.event,
    id,
  ] as const);
  await press.go();
  return (await page.evaluate(() => (window as unknown as Probed).probe.result)) as number;
}

const byClick = async (page: Page, index: number) =>
  pressed(page, index, await clickOn(rows(page).nth(index).locator("td").nth(2)));

async function close(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelector("[data-drawer-title]") === null);
  await page.waitForTimeout(200);
}

/** The first opening on a page that has only just been read. */
export async function firstOpening(page: Page): Promise<number> {
  const ms = await byClick(page, 2);
  await close(page);
  return ms;
}

export interface Opened {
  readonly click: number;
  readonly enter: number;
  readonly next: number;
}

/** A row opened by a click, another by Enter, the one after it by `j`. */
export async function measureDrawer(page: Page, round: number): Promise<Opened> {
  const at = round % 12;
  const click = await byClick(page, at);
  await close(page);
  await page.keyboard.press("j");
  const enterMs = await pressed(page, at + 1, enter(page));
  await page.waitForTimeout(300);
  const next = await pressed(page, at + 2, {
    event: "keydown j",
    go: () => page.keyboard.press("j"),
  });
  await page.waitForTimeout(300);
  await close(page);
  return { click, enter: enterMs, next };
}
