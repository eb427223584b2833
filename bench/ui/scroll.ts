import type { Page } from "playwright/test";
import type { EventsPage } from "../../lib/audit/list-page.ts";
import type { Moved, Probed } from "./probe.ts";
import { openList, type World } from "./world.ts";

export interface Scrolled {
  readonly rows: number;
  readonly seconds: number;
  /** Between animation frames, ms. */
  readonly frames: readonly number[];
  /** Lengths of the browser's own long animation frames, ms. */
  readonly long: readonly number[];
  /** Of the frames, those with a row in view whose event was not there yet. */
  readonly unread: number;
  readonly shifts: Moved["shifts"];
}

const ROWS = 10_000;
const DAY_MS = 86_400_000;
/** A notch of a wheel, in the rhythm of a wheel that is spun: 6,700 px a second, some 260 rows. */
const NOTCH_PX = 120;
const NOTCH_MS = 18;
const DRAG_MS = 4000;

/** So many days that they hold 10,000 events, and hardly more: the whole list is what is scrolled. */
async function windowOf(page: Page, url: string): Promise<string> {
  for (let days = 2; ; days++) {
    const from = new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
    const answer = await page.request.get(`${url}/api/events?size=1&date_from=${from}`);
    if (((await answer.json()) as EventsPage).page.totalElements >= ROWS) return `/events?date_from=${from}`;
  }
}

const tell = (page: Page) =>
  page.evaluate(() => {
    const { probe } = window as unknown as Probed;
    return { ...probe.stopFrames(), ...probe.take() };
  });

async function measured(page: Page, act: () => Promise<void>): Promise<Scrolled> {
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    const { probe } = window as unknown as Probed;
    probe.take();
    probe.startFrames();
  });
  const begun = performance.now();
  await act();
  const seconds = (performance.now() - begun) / 1000;
  const { rows, ...told } = await tell(page);
  if (rows < ROWS * 0.98) throw new Error(`Only ${rows} rows were scrolled over.`);
  return { ...told, rows, seconds };
}

/** From the top of a list over 10,000 rows, by the wheel, and by its scroll bar's thumb there and back. */
export async function measureScroll(world: World): Promise<{ wheel: Scrolled; thumb: Scrolled }> {
  const context = await world.fresh();
  const probing = await context.newPage();
  const path = await windowOf(probing, world.url);
  await probing.close();
  const page = await openList(context, path);
  const list = page.locator("[role=grid] [data-event-id]").first();
  const area = await page.evaluate(() => {
    const { probe } = window as unknown as Probed;
    const box = probe.scroller().getBoundingClientRect();
    return { right: box.right, top: box.top, bottom: box.bottom, row: probe.rowPx() };
  });
  await list.hover();
  const wheel = await measured(page, async () => {
    const begun = performance.now();
    for (let i = 0; i * NOTCH_PX < ROWS * area.row; i++) {
      await page.mouse.wheel(0, NOTCH_PX);
      const wait = begun + i * NOTCH_MS - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    }
  });
  await page.evaluate(() => (window as unknown as Probed).probe.scroller().scrollTo({ top: 0 }));
  await page.waitForTimeout(1000);
  const x = area.right - 5;
  // Past the button above the track, onto the thumb, which is 6 px long.
  const top = area.top + 20;
  await page.mouse.move(x, top);
  const thumb = await measured(page, async () => {
    await page.mouse.down();
    const begun = performance.now();
    for (let part = 0; part < 1;) {
      part = Math.min(1, (performance.now() - begun) / DRAG_MS);
      // Down and half of the way up again.
      const share = part < 0.67 ? part / 0.67 : 1 - (part - 0.67) * 1.5;
      await page.mouse.move(x, top + share * (area.bottom - area.top));
    }
    await page.mouse.up();
  });
  await context.close();
  return { wheel, thumb };
}
