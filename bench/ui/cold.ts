import { hydrated } from "../../e2e/support/events.ts";
import type { World } from "./world.ts";
import { firstOpening } from "./drawer.ts";
import type { Moved, Probed } from "./probe.ts";
import { serveStatic } from "./static-page.ts";

export interface Cold {
  readonly console: number[];
  /** The same bytes from memory, scripts and all; and without its scripts. */
  readonly same: number[];
  readonly quiet: number[];
  /** The drawer's first opening, a second after the page was there. */
  readonly drawer: number[];
  readonly loads: Moved["shifts"][];
  readonly bytes: number;
}

/** First row visible in a browser that has never seen the page, in turns; ms from the start of the navigation. */
export async function measureCold(world: World, rounds: number): Promise<Cold> {
  const first = await world.fresh();
  const still = await serveStatic(world.url, first);
  await first.close();
  const cold: Cold = { console: [], same: [], quiet: [], drawer: [], loads: [], bytes: still.bytes };
  for (let round = 0; round <= rounds; round++) {
    for (const [target, base] of [
      ["console", world.url],
      ["same", still.same],
      ["quiet", still.quiet],
    ] as const) {
      const context = await world.fresh();
      const page = await context.newPage();
      await page.goto(`${base}/events`, { waitUntil: "load" });
      const ms = await page.evaluate(() => (window as unknown as Probed).probe.firstRow);
      // The first round warms the servers.
      if (round > 0) cold[target].push(ms);
      if (round > 0 && target === "console") {
        await hydrated(page);
        await page.waitForTimeout(1000);
        cold.drawer.push(await firstOpening(page));
        const { shifts } = await page.evaluate(() => (window as unknown as Probed).probe.take());
        cold.loads.push(shifts);
      }
      await context.close();
    }
  }
  still.close();
  return cold;
}
