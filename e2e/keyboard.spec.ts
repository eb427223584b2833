import type { Page } from "playwright/test";
import { drawer, drawerTitle, grid, hydrated, openEvents, rowIds, rows } from "./support/events";
import { WEBHOOKS_CHANGED, stamp, webhookChange } from "./support/lab";
import { expect, NOBODY, test } from "./support/test";

/** The focused element shows that it is: an outline or a ring of its own, or of what frames it. */
const focusShows = (page: Page) =>
  page.evaluate(() => {
    const visible = (element: Element | null) => {
      if (!element) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    };
    const focused = document.activeElement;
    return (
      visible(focused) ||
      visible(focused?.closest("form, label, div") ?? null) ||
      [...(focused?.querySelectorAll(".is-cursor td") ?? [])].some(visible)
    );
  });

/** Presses Tab until `found` holds; a page on which that takes more than `most` is no page for the keyboard. */
async function tabTo(page: Page, found: () => Promise<boolean>, most = 40): Promise<number> {
  for (let pressed = 1; pressed <= most; pressed++) {
    await page.keyboard.press("Tab");
    if (await found()) return pressed;
  }
  throw new Error(`Not reached within ${most} Tabs.`);
}

const focusedName = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    return focused?.getAttribute("aria-label") ?? focused?.textContent ?? "";
  });

test.describe("from signing in to what stood before, by keyboard alone", () => {
  test.use({ storageState: NOBODY });

  test("the analyst's whole way", async ({ page, lab }) => {
    const { id } = webhookChange(lab);
    await page.goto(`/events?around=${stamp(WEBHOOKS_CHANGED)}&pm=30m`);
    await hydrated(page);
    await expect(page.getByLabel("User")).toBeFocused();
    await page.keyboard.type("demo");
    await page.keyboard.press("Tab");
    await page.keyboard.type("demo");
    await page.keyboard.press("Enter");
    await expect(rows(page).first()).toBeVisible();
    await hydrated(page);

    // The first stop leads past the header.
    await page.keyboard.press("Tab");
    expect(await focusedName(page)).toBe("Skip to the result");
    await page.keyboard.press("Enter");
    await expect(page.locator("#main")).toBeFocused();

    await page.keyboard.press("/");
    const field = page.getByRole("searchbox", { name: "Text in the event" });
    await expect(field).toBeFocused();
    await page.keyboard.type("Support IVR");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/search_text=Support(\+|%20)IVR/);

    await tabTo(page, () => grid(page).evaluate((table) => table === document.activeElement));
    expect(await focusShows(page)).toBe(true);
    const ids = await rowIds(page);
    expect(ids).toContain(id);
    for (let at = 0; at < ids.indexOf(id); at++) await page.keyboard.press("j");
    await expect(grid(page)).toHaveAttribute("aria-activedescendant", `row-${id}`);
    await page.keyboard.press("Enter");
    await expect(drawerTitle(page)).toBeFocused();
    await expect(drawer(page).getByRole("row").filter({ hasText: "answer_url" }).first()).toContainText(
      "voice.acme.example",
    );
    await page.keyboard.press("F6");
    await expect(grid(page)).toBeFocused();
    await page.keyboard.press("F6");
    await expect(drawerTitle(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(grid(page)).toBeFocused();
    await expect(grid(page)).toHaveAttribute("aria-activedescendant", `row-${id}`);
  });
});

test("every stop of the page of events shows its focus and has a name", async ({ page }) => {
  await openEvents(page, "search_text=Support");
  const names: string[] = [];
  await tabTo(page, async () => {
    const name = await focusedName(page);
    names.push(name);
    if (await page.evaluate(() => document.activeElement === document.body)) return true;
    expect(name.trim(), `stop ${names.length}`).not.toBe("");
    expect(await focusShows(page), name).toBe(true);
    return false;
  });
  // One stop for the whole table.
  expect(names.filter((name) => name === "Events")).toHaveLength(2); // the page's link and the grid
});

test("keys move the cursor, never the browser's own", async ({ page }) => {
  await openEvents(page);
  const count = Number(await grid(page).getAttribute("aria-rowcount")) - 1;
  const at = async (index: number) => {
    const row = grid(page).locator(`tr[data-event-id][aria-rowindex="${index + 2}"]`);
    await expect(row).toHaveClass(/is-cursor/);
    await expect(row).toBeInViewport();
    await expect(grid(page)).toHaveAttribute("aria-activedescendant", (await row.getAttribute("id")) ?? "");
  };
  await grid(page).focus();
  // The ends are those of the result, not of the page.
  expect(count).toBeGreaterThan((await rowIds(page)).length);
  for (const [key, index] of [
    ["j", 1],
    ["ArrowDown", 2],
    ["k", 1],
    ["End", count - 1],
    ["j", count - 1],
    ["k", count - 2],
    ["Home", 0],
    ["k", 0],
  ] as const) {
    await page.keyboard.press(key);
    await at(index);
  }
  await page.keyboard.press("Control+j");
  await at(0);
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  await expect(page.getByText("2 events selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("2 events selected")).toHaveCount(0);

  // None of them acts while someone types.
  await page.keyboard.press("/");
  await page.keyboard.type("jkx?z");
  await expect(page.getByRole("searchbox")).toHaveValue("jkx?z");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("? shows the keys, and they can be switched off", async ({ page }) => {
  await openEvents(page);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await expect(help).toBeVisible();
  await help.getByRole("checkbox", { name: /Single-key shortcuts/ }).uncheck();
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await page.keyboard.press("?");
  await page.keyboard.press("/");
  await expect(help).toHaveCount(0);
  await expect(page.getByRole("searchbox")).not.toBeFocused();
});

for (const [button, role] of [
  [/^Time window/, "dialog"],
  [/^Types/, "dialog"],
  [/open the receipt$/, "dialog"],
  [/^Columns and density/, "dialog"],
  [/^Copy link$/, "menu"],
  [/^Account:/, "menu"],
  [/signed in as/, "menu"],
  [/^Keyboard$/, "dialog"],
] as const) {
  test(`the panel of ${button} takes the focus, keeps it and gives it back`, async ({ page }) => {
    await openEvents(page);
    const opener = page.getByRole("button", { name: button });
    await opener.focus();
    await page.keyboard.press("Enter");
    const panel = page.getByRole(role);
    await expect(panel).toBeVisible();
    const inside = () => panel.evaluate((element) => element.contains(document.activeElement));
    await expect.poll(inside).toBe(true);
    for (let pressed = 0; pressed < (role === "menu" ? 3 : 30); pressed++) {
      await page.keyboard.press(role === "menu" ? "ArrowDown" : "Tab");
      expect(await inside(), `after ${pressed + 1}`).toBe(true);
    }
    await page.keyboard.press("Escape");
    await expect(panel).toHaveCount(0);
    await expect(opener).toBeFocused();
  });
}

test("a panel takes the focus with the key that opens it: a Tab right after stays in it", async ({
  page,
}) => {
  const opener = page.getByRole("button", { name: "Columns and density" });
  // What it is made of comes while the page rests, and as soon as its button has the focus.
  await expect(async () => {
    await openEvents(page);
    await opener.focus();
    await page.waitForTimeout(500);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null);
    expect(inside).toBe(true);
  }).toPass();
});
