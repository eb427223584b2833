import { drawer, openEvents, rows, sideways } from "./support/events";
import { PLACES, visit } from "./support/places";
import { expect, NOBODY, test } from "./support/test";

for (const place of PLACES) {
  test.describe(() => {
    if (place.signedOut) test.use({ storageState: NOBODY });
    test(`${place.name} does not scroll sideways at any width`, async ({ page, lab }) => {
      await visit(page, lab, place);
      for (const width of [1440, 1024, 390]) {
        await page.setViewportSize({ width, height: 844 });
        expect(await sideways(page), `${width} px`).toBeLessThanOrEqual(0);
      }
      // Also when it is made at that width, and not only made narrower.
      await visit(page, lab, place);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
    });
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a row has three lines, with nothing cut", async ({ page }) => {
    await openEvents(page, "search_text=Support");
    const row = rows(page).first();
    const lines = await row.evaluate((element) => {
      const tops = [...element.querySelectorAll(".c-type, .c-what, .c-who")].map(
        (cell) => cell.getBoundingClientRect().top,
      );
      const what = element.querySelector(".c-what");
      return { tops, cut: what !== null && what.scrollWidth > what.clientWidth + 1 };
    });
    expect(lines.tops).toHaveLength(3);
    expect(new Set(lines.tops.map(Math.round)).size).toBe(3);
    expect(lines.cut).toBe(false);
    expect((await row.boundingBox())?.height).toBeGreaterThan(60);
  });

  test("an event fills the screen, and closing leads back", async ({ page }) => {
    await openEvents(page, "event_type=APP_UPDATE");
    await rows(page).first().locator("td.c-what").tap();
    await expect(drawer(page)).toBeVisible();
    await expect
      .poll(() => drawer(page).boundingBox())
      .toEqual(expect.objectContaining({ x: 0, y: 0, width: 390, height: 844 }));
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await drawer(page).getByRole("button", { name: "Close" }).tap();
    await expect(drawer(page)).toHaveCount(0);
    await expect(rows(page).first()).toBeVisible();
  });

  test("what a finger presses is large enough", async ({ page }) => {
    await openEvents(page);
    for (const name of ["Menu", /^Types/, /^Time window/]) {
      const box = await page.getByRole("button", { name }).boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), String(name)).toBeGreaterThanOrEqual(40);
    }
    // The smaller ones keep what WCAG 2.5.8 asks for.
    for (const button of await page.getByRole("button").all()) {
      const box = await button.boundingBox();
      if (box) expect(Math.min(box.width, box.height), await button.innerText()).toBeGreaterThanOrEqual(24);
    }
  });

  test("the menu leads to every page and switches the theme", async ({ page }) => {
    await openEvents(page);
    await page.getByRole("button", { name: "Menu" }).tap();
    await page.getByRole("menuitemcheckbox", { name: "Dark" }).tap();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.getByRole("button", { name: "Menu" }).tap();
    await page.getByRole("menuitem", { name: "Connection" }).tap();
    await expect(page.getByRole("heading", { name: "Connection" })).toBeVisible();
  });
});
