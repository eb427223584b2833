import type { Page } from "playwright/test";
import { untilArchived } from "./support/archived";
import { findings, still } from "./support/axe";
import { openEvents, receipt, rowIds, rows, sideways } from "./support/events";
import { INCIDENT, stamp } from "./support/lab";
import { expect, withLab } from "./support/test";

/** The shape of time: what it shows, and every way in which it zooms. */
const test = withLab({ events: 3000, archive: true, env: { AUDIT_SYNC_SECONDS: "5" } });
test.use({ viewport: { width: 1440, height: 900 } });
test.beforeEach(async ({ page, lab }) => untilArchived(page, lab));

const day = `date_from=${stamp(INCIDENT.getTime() - 12 * 3_600_000)}&date_to=${stamp(INCIDENT.getTime() + 12 * 3_600_000 - 1000)}`;
const histogram = (page: Page) => page.getByRole("region", { name: /^Histogram/ });
const plot = (page: Page) => histogram(page).getByRole("listbox");
/** What the chosen bars hold, said beside them. */
const label = (page: Page) => histogram(page).locator("[aria-live]");
const bars = (page: Page) => plot(page).getByRole("option");
const params = (page: Page) => new URL(page.url()).searchParams;
const total = async (page: Page): Promise<number> =>
  Number(((await receipt(page).textContent()) ?? "").replace(/ event.*/, "").replaceAll(",", ""));

/** Every bar's number, as a reader who hears them has it. */
const counts = async (page: Page): Promise<number[]> => {
  const labels = await bars(page).evaluateAll((all) =>
    all.map((one) => one.getAttribute("aria-label") ?? ""),
  );
  return labels.map((label) => Number(/: ([\d,]+) event/.exec(label)?.[1]?.replaceAll(",", "")));
};
/** Events that stand in no bar, and in every window. */
const undated = async (page: Page): Promise<number> =>
  Number(/([\d,]+) of unknown time/.exec((await histogram(page).textContent()) ?? "")?.[1] ?? 0);
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

async function open(page: Page, query = day): Promise<void> {
  await openEvents(page, query);
  await expect(plot(page)).toBeVisible();
}

/** The middle of a bar, in the page's pixels. */
async function placeOf(page: Page, index: number): Promise<{ x: number; y: number }> {
  const box = (await plot(page).boundingBox())!;
  const count = await bars(page).count();
  return { x: box.x + ((index + 0.5) / count) * box.width, y: box.y + box.height / 2 };
}

async function drag(page: Page, from: number, to: number, { release = true } = {}): Promise<void> {
  const start = await placeOf(page, from);
  const end = await placeOf(page, to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, start.y);
  await page.mouse.move(end.x, end.y);
  if (release) await page.mouse.up();
}

test("the bars sum to the count, and the legend to the bars", async ({ page }) => {
  await open(page);
  const all = await total(page);
  expect(sum(await counts(page)) + (await undated(page))).toBe(all);
  expect(all).toBeGreaterThan(0);
  expect(await bars(page).count()).toBeLessThanOrEqual(120);
  const legend = histogram(page).getByRole("group", { name: "Families" }).getByRole("button");
  const families = await legend.allTextContents();
  const each = families.map((text) => Number(/([\d,]+) event/.exec(text)?.[1]?.replaceAll(",", "")));
  expect(sum(each)).toBe(all);
});

test("dragging counts at once, zooms when let go, and the browser's back returns", async ({ page }) => {
  await open(page);
  const before = page.url();
  const numbers = await counts(page);
  const highest = numbers.indexOf(Math.max(...numbers));
  const [low, high] = [Math.max(0, highest - 2), Math.min(numbers.length - 1, highest + 1)];
  const held = sum(numbers.slice(low, high + 1));
  await drag(page, high, low, { release: false });
  await expect(histogram(page).getByText("release to zoom · Esc cancels")).toBeVisible();
  await expect(label(page)).toContainText(`${held} events`);
  expect(page.url()).toBe(before);
  await page.mouse.up();
  await expect(page).not.toHaveURL(before);
  // The table says the same as the bars did, and those of unknown time, which stand in every window.
  const inWindow = held + (await undated(page));
  await expect(receipt(page)).toContainText(`${inWindow} events`);
  await expect.poll(async () => sum(await counts(page))).toBe(held);
  expect((await rowIds(page)).length).toBe(Math.min(30, inWindow));
  await page.goBack();
  await expect(page).toHaveURL(before);
  await expect.poll(async () => sum(await counts(page))).toBe(sum(numbers));
});

test("Esc while dragging zooms nowhere; a click on a bar zooms to it; b leads back out", async ({ page }) => {
  await open(page);
  const before = page.url();
  const numbers = await counts(page);
  await drag(page, 3, 9, { release: false });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(histogram(page).getByText("release to zoom")).toBeHidden();
  expect(page.url()).toBe(before);
  const highest = numbers.indexOf(Math.max(...numbers));
  await drag(page, highest, highest);
  await expect.poll(async () => sum(await counts(page))).toBe(numbers[highest]);
  const zoomed = params(page).get("date_from");
  await expect(histogram(page).getByRole("button", { name: "Zoom out" })).toBeVisible();
  await page.keyboard.press("b");
  await expect(page).toHaveURL(before);
  await page.goBack();
  await expect.poll(() => params(page).get("date_from")).toBe(zoomed);
});

test("by keyboard: arrows move and extend, Enter zooms, Esc lets go, and the focus stays", async ({
  page,
}) => {
  await open(page);
  const numbers = await counts(page);
  await plot(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect(bars(page).nth(1)).toHaveAttribute("aria-selected", "true");
  const id = await bars(page).nth(1).getAttribute("id");
  await expect(plot(page)).toHaveAttribute("aria-activedescendant", id ?? "");
  await page.keyboard.press("Escape");
  await expect(plot(page)).not.toHaveAttribute("aria-activedescendant");
  const start = numbers.findIndex((number) => number > 0);
  await page.keyboard.press("Home");
  for (let i = 0; i < start; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(plot(page).getByRole("option", { selected: true })).toHaveCount(3);
  const held = sum(numbers.slice(start, start + 3));
  await page.keyboard.press("Enter");
  await expect.poll(async () => sum(await counts(page))).toBe(held);
  await expect(plot(page)).toBeFocused();
});

test("the legend hides a family from bars and list alike, and brings it back", async ({ page }) => {
  await open(page);
  const all = await total(page);
  const legend = histogram(page).getByRole("group", { name: "Families" });
  const user = legend.getByRole("button", { name: /^User/ });
  const own = Number(/([\d,]+) event/.exec((await user.textContent()) ?? "")?.[1]);
  expect(own).toBeGreaterThan(0);
  await user.click();
  await expect(user).toHaveAttribute("aria-pressed", "false");
  expect(params(page).get("exclude_event_type")).toContain("USER_LOGIN");
  await expect(receipt(page)).toContainText(`${all - own} event`);
  await expect.poll(async () => sum(await counts(page)) + (await undated(page))).toBe(all - own);
  await expect(rows(page).filter({ hasText: "USER_LOG" })).toHaveCount(0);
  // It still says how many it hides.
  await expect(user).toHaveAccessibleName(`User ≠ ${own} events`);
  await user.click();
  await expect(receipt(page)).toContainText(`${all} events`);
  expect(params(page).get("exclude_event_type")).toBeNull();
});

test("what was first seen stands under its bar, and asks for it", async ({ page }) => {
  await open(page);
  const mark = histogram(page).getByRole("button", { name: /^First seen: .*203\.0\.113\.77/ });
  await mark.click();
  expect(params(page).get("ip")).toContain("203.0.113.77");
  await expect(rows(page).first()).toContainText("203.0.113.77");
});

test("the window steps back, forth and wider, by button and key", async ({ page }) => {
  await open(page, "date_from=2026-10-01&date_to=2026-10-31");
  // The address is ahead of the page: a key steps on from the window that the bar shows.
  const shown = page.getByRole("button", { name: /^Time window/ });
  await page.getByRole("button", { name: "Earlier window" }).click();
  expect(params(page).get("date_from")).toBe("2026-09-01T00:00:00Z");
  expect(params(page).get("date_to")).toBe("2026-09-30T23:59:59Z");
  await expect(shown).toContainText("30 Sep");
  await page.keyboard.press("l");
  await expect.poll(() => params(page).get("date_to")).toBe("2026-10-31T23:59:59Z");
  await expect(shown).toContainText("31 Oct");
  await page.keyboard.press("h");
  await expect.poll(() => params(page).get("date_to")).toBe("2026-09-30T23:59:59Z");
  await expect(shown).toContainText("30 Sep");
  await page.getByRole("button", { name: "Wider window" }).click();
  await expect.poll(() => params(page).get("date_to")).toBe("2026-10-15T23:59:59Z");
});

test("a summary that fails takes nothing along, and can be asked for again", async ({ page }) => {
  await page.route("**/api/events/summary?*", (route) =>
    route.fulfill({
      status: 500,
      contentType: "application/problem+json",
      body: JSON.stringify({
        code: "internal",
        detail: "It broke.",
        title: "",
        status: 500,
        requestId: "r1",
      }),
    }),
  );
  await openEvents(page, day);
  await expect(histogram(page).getByRole("alert")).toContainText("could not be drawn: It broke.");
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Facets" }).getByRole("alert")).toBeVisible();
  await page.unroute("**/api/events/summary?*");
  await histogram(page).getByRole("button", { name: "Try again" }).click();
  await expect(plot(page)).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "could not" })).toHaveCount(0);
});

test("nothing moves while it comes", async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.route("**/api/events/summary?*", async (route) => {
    await new Promise((done) => setTimeout(done, 400));
    await route.continue();
  });
  await open(page);
  const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);
  expect(sum(shifts)).toBeLessThanOrEqual(0.02);
});

test("on a phone a tap on a bar offers its span; there are 48 bars at most", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  const numbers = await counts(page);
  expect(numbers.length).toBeLessThanOrEqual(48);
  expect(sum(numbers) + (await undated(page))).toBe(await total(page));
  // The legend has the whole width; what the bars mean stands below it.
  const legend = await histogram(page).getByRole("group", { name: "Families" }).locator("..").boundingBox();
  const meaning = await histogram(page)
    .getByText(/ per bar$/)
    .first()
    .boundingBox();
  expect(legend?.width).toBeGreaterThan(280);
  expect(meaning?.y).toBeGreaterThan((legend?.y ?? 0) + (legend?.height ?? 0) / 2);
  const highest = numbers.indexOf(Math.max(...numbers));
  const before = page.url();
  const { x, y } = await placeOf(page, highest);
  await page.mouse.click(x, y);
  expect(page.url()).toBe(before);
  await expect(label(page)).toContainText(`${numbers[highest]} events`);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await histogram(page).getByRole("button", { name: "Zoom in" }).click();
  await expect.poll(async () => sum(await counts(page))).toBe(numbers[highest]);
});

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme, contextOptions: { reducedMotion: "reduce" } });
    test("axe finds nothing, with a selection and without", async ({ page }) => {
      await open(page);
      await still(page);
      expect(await findings(page)).toEqual([]);
      await plot(page).focus();
      await page.keyboard.press("End");
      expect(await findings(page)).toEqual([]);
      await drag(page, 5, 20, { release: false });
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.mouse.up();
    });
  });
}
