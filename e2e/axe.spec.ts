import { findings, still } from "./support/axe";
import { openEvents } from "./support/events";
import { openPopover, PLACES, POPOVERS, visit } from "./support/places";
import { expect, NOBODY, test } from "./support/test";

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
