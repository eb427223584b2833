import type { Page } from "playwright/test";
import { grid, openEvents, rows, sideways } from "./support/events";
import { expect, test } from "./support/test";

const head = (page: Page, name: string) => grid(page).getByRole("columnheader", { name, exact: true });
/** The columns after the boxes, by their classes: an open panel hides the table from roles. */
const heads = (page: Page) =>
  page
    .locator(".events-table thead th")
    .evaluateAll((all) => all.slice(1).map((one) => /\bc-(\w+)/.exec(one.className)?.[1]));
const edge = (page: Page, name: string) => page.getByRole("separator", { name: `Width of ${name}` });
const widthOf = async (page: Page, name: string) =>
  Math.round((await head(page, name).boundingBox())?.width ?? 0);

test("a head dragged onto another takes its place; the order is remembered in the first HTML", async ({
  page,
}) => {
  await openEvents(page);
  await head(page, "From").dragTo(head(page, "Type"));
  const changed = ["time", "from", "type", "who", "source", "what"];
  await expect.poll(() => heads(page)).toEqual(changed);
  // The cells go along.
  const cells = rows(page).first().locator("td");
  await expect(cells.nth(2)).toHaveClass(/c-from/);
  const html = await (await page.request.get("/events")).text();
  expect(html.indexOf('class="c-from"')).toBeLessThan(html.indexOf('class="c-type"'));
  await page.reload();
  await expect(grid(page)).toBeVisible();
  expect(await heads(page)).toEqual(changed);
});

test("an edge dragged widens its column, a double-click gives the usual width back", async ({ page }) => {
  await openEvents(page);
  const before = await widthOf(page, "Type");
  const box = await edge(page, "Type").boundingBox();
  const [x, y] = [(box?.x ?? 0) + 4, (box?.y ?? 0) + 10];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 4 });
  await page.mouse.up();
  expect(await widthOf(page, "Type")).toBe(before + 60);
  await expect(edge(page, "Type")).toHaveAttribute("aria-valuenow", `${before + 60}`);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await page.reload();
  expect(await widthOf(page, "Type")).toBe(before + 60);
  expect(await (await page.request.get("/events")).text()).toContain(`--col-type:${before + 60}px`);
  await edge(page, "Type").dblclick();
  await expect.poll(() => widthOf(page, "Type")).toBe(before);

  // What is pulled too far stops; Esc lets go of what was pulled.
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 700, y, { steps: 4 });
  expect(await widthOf(page, "Type")).toBe(48);
  await edge(page, "Type").press("Escape");
  await page.mouse.up();
  expect(await widthOf(page, "Type")).toBe(before);
});

test("by keyboard: order and width in the columns' panel, and Reset", async ({ page }) => {
  await openEvents(page);
  const whoWidth = () => page.locator(".events-table th.c-who").evaluate((one) => one.clientWidth);
  const before = await whoWidth();
  const button = page.getByRole("button", { name: "Columns and density" });
  await button.focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog", { name: "Columns and density" });
  await panel.getByRole("button", { name: "Who earlier" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await heads(page))[1]).toBe("who");
  await expect(panel.getByRole("button", { name: "Who earlier" })).toBeFocused();
  const width = panel.getByRole("spinbutton", { name: "Width of Who" });
  await width.focus();
  await page.keyboard.press("ArrowUp");
  await expect(width).toBeFocused();
  await expect.poll(() => whoWidth()).toBeGreaterThan(before);
  await width.fill("9");
  await width.blur();
  await expect(width).not.toHaveValue("9");
  await panel.getByRole("button", { name: "Reset" }).click();
  await expect.poll(() => whoWidth()).toBe(before);
  await expect.poll(async () => (await heads(page))[1]).toBe("type");
});

test("columns drawn wide scroll in their list, never the page", async ({ page, context, lab }) => {
  const widths = { type: 640, who: 640, from: 640 };
  await context.addCookies([
    { name: "prefs", value: encodeURIComponent(JSON.stringify({ widths })), url: lab.url },
  ]);
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 800 });
    await openEvents(page);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(await widthOf(page, "What")).toBeGreaterThan(200);
  }
});
