import { findings, still } from "./support/axe";
import { PLACES, visit } from "./support/places";
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
