import type { Locator } from "playwright/test";
import { drawer, onPage, openEvents, rowIds, rows, sideways } from "./support/events";
import { PLACES, visit } from "./support/places";
import { expect, NOBODY, test } from "./support/test";

/** A finger that stays: a tap would lift it at once. */
async function hold(target: Locator): Promise<void> {
  const box = await target.boundingBox();
  if (!box) throw new Error("nothing to hold");
  const at = { pointerType: "touch", clientX: box.x + 20, clientY: box.y + 5, bubbles: true };
  await target.dispatchEvent("pointerdown", at);
  await target.page().waitForTimeout(700);
  await target.dispatchEvent("pointerup", at);
  await target.dispatchEvent("click", { bubbles: true, button: 0 });
}

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

  test("rows are chosen by the list's menu or by holding one, and copied", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await openEvents(page);
    const selection = page.getByRole("group", { name: "Selection" });
    await expect(selection).toHaveCount(0);
    await page.getByRole("button", { name: "List options" }).tap();
    await page.getByRole("menuitem", { name: /^Select or hold/ }).tap();
    await expect(selection).toContainText("0 events selected");
    // The whole row chooses, and does not open.
    await rows(page).nth(1).locator("td.c-what").tap();
    await rows(page).nth(2).getByRole("checkbox").tap();
    await expect(selection).toContainText("2 events selected");
    await expect(drawer(page)).toHaveCount(0);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    const ids = (await rowIds(page)).slice(1, 3);
    await selection.getByRole("button", { name: "Copy JSON" }).tap();
    await expect(page.getByText("2 events copied as JSON.")).toBeVisible();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as { id: string }[];
    expect(copied.map(({ id }) => id)).toEqual(ids);
    // Chosen rows outlast a page turned.
    await page.getByRole("button", { name: "Next page" }).tap();
    await onPage(page, 2);
    await rows(page).first().tap();
    await expect(selection).toContainText("3 events selected");
    await selection.getByRole("button", { name: "Done" }).tap();
    await expect(selection).toHaveCount(0);

    await hold(rows(page).nth(3).locator("td.c-what"));
    await expect(selection).toContainText("1 event selected");
    await expect(rows(page).nth(3)).toHaveAttribute("aria-selected", "true");
    await expect(drawer(page)).toHaveCount(0);
  });

  test("the list's menu sets how many rows a page has, and their order", async ({ page }) => {
    await openEvents(page);
    await page.getByRole("button", { name: "List options" }).tap();
    await page.getByRole("menuitemcheckbox", { name: "50 rows a page" }).tap();
    await expect(rows(page)).toHaveCount(50);
    expect(new URL(page.url()).searchParams.get("size")).toBe("50");
    await page.getByRole("button", { name: "List options" }).tap();
    await page.getByRole("menuitemcheckbox", { name: "Oldest first" }).tap();
    await expect(page).toHaveURL(/sort=created_at/);
  });

  test("what a finger presses is large enough", async ({ page }) => {
    await openEvents(page);
    for (const name of ["Menu", /^Types/, /^Time window/, "Next page", "List options", "Copy link"]) {
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
