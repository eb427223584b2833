import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright/test";
import { openEvents } from "./support/events";
import { openPopover, PLACES, POPOVERS, visit } from "./support/places";
import { expect, NOBODY, test } from "./support/test";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  id: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** What axe finds on the page as it stands; given as text, since the policy lets no foreign script in. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: (context: Document, options: object) => Promise<{ violations: Finding[] }> };
    };
    const { violations: found } = await axe.run(document, { resultTypes: ["violations"] });
    return found;
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary?.split("\n").at(-1)}`,
    ),
  );
}

/** Motion is over: a colour halfway through fading in has no contrast of its own. */
const still = (page: Page) =>
  page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme, contextOptions: { reducedMotion: "reduce" } });

    for (const place of PLACES) {
      test.describe(() => {
        if (place.signedOut) test.use({ storageState: NOBODY });
        test(place.name, async ({ page, lab }) => {
          await visit(page, lab, place);
          await still(page);
          expect(await findings(page)).toEqual([]);
        });
      });
    }

    test("every popover", async ({ page }) => {
      await openEvents(page, "search_text=Support");
      for (const name of POPOVERS) {
        await openPopover(page, name);
        await still(page);
        expect.soft(await findings(page), String(name)).toEqual([]);
        await page.keyboard.press("Escape");
        await expect(page.locator("[role=dialog], [role=menu]")).toHaveCount(0);
      }
    });
  });
}

test("axe still bites", async ({ page, lab }) => {
  const [, events] = PLACES;
  if (events) await visit(page, lab, events);
  await page.evaluate(() => {
    const button = document.createElement("button");
    document.querySelector("main")?.append(button);
  });
  expect(await findings(page)).toEqual([expect.stringContaining("button-name")]);
});
