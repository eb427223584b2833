import type { Page } from "playwright/test";
import { drawer, grid, hydrated, onPage, openEvents, receipt, rowIds, rowOf, rows } from "./support/events";
import { untilArchived } from "./support/archived";
import { expect, withLab } from "./support/test";

const test = withLab({ events: 6000, archive: true });

const scroller = (page: Page) => page.locator("main div:has(> table)");
const top = (page: Page) => scroller(page).evaluate((element) => element.scrollTop);
const pageIn = (page: Page) => Number(new URL(page.url()).searchParams.get("page") ?? 1);
const total = async (page: Page) => Number(await grid(page).getAttribute("aria-rowcount")) - 1;
/** The position of the first row that is whole in view, from 1, as its own index tells it. */
const firstSeen = (page: Page) =>
  scroller(page).evaluate((element) => {
    const edge = element.getBoundingClientRect().top + 28;
    const row = [...element.querySelectorAll("tr[data-event-id]")].find(
      (one) => one.getBoundingClientRect().top >= edge - 1,
    );
    return row ? Number(row.getAttribute("aria-rowindex")) - 1 : null;
  });
/** What stands in view is read, and it has come to rest. */
const rests = async (page: Page) => {
  await expect(grid(page)).not.toHaveAttribute("aria-busy");
  await expect.poll(() => firstSeen(page)).not.toBeNull();
};
const dragTo = (page: Page, part: number) =>
  scroller(page).evaluate((element, to) => {
    element.scrollTop = element.scrollHeight * to;
  }, part);

test.beforeEach(({ page, lab }) => untilArchived(page, lab));

test("the wheel goes on beyond the page; the address follows, and a reload lands there", async ({ page }) => {
  await openEvents(page);
  const first = await rowIds(page);
  expect(first).toHaveLength(30);
  const entries = await page.evaluate(() => history.length);
  await rows(page).nth(5).hover();
  for (let turns = 0; turns < 8; turns++) await page.mouse.wheel(0, 400);
  await expect.poll(() => pageIn(page)).toBeGreaterThan(2);
  await rests(page);
  // 26 px a row: the first row in view is on the page that the address names, and no history was added.
  const at = pageIn(page);
  expect(Math.ceil(((await firstSeen(page)) ?? 0) / 30)).toBe(at);
  await onPage(page, at);
  expect(await page.evaluate(() => history.length)).toBe(entries);
  expect(await rowIds(page)).not.toEqual(expect.arrayContaining([first[0]]));

  await page.reload();
  await hydrated(page);
  await expect.poll(() => firstSeen(page)).toBe((at - 1) * 30 + 1);
  await onPage(page, at);
  await page.mouse.wheel(0, -5000);
  await expect.poll(() => top(page)).toBe(0);
  await expect.poll(() => rowIds(page)).toEqual(first);
  await expect.poll(() => pageIn(page)).toBe(1);
});

test("while it scrolls the next page in its direction is read, before it comes into view", async ({
  page,
}) => {
  await openEvents(page);
  // A px with every frame: it never rests, and the second page stays out of view.
  const read = await scroller(page).evaluate(async (element) => {
    const isRead = () =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes("page=2&"));
    for (let frame = 0; frame < 200 && !isRead(); frame++) {
      element.scrollTop += 1;
      await new Promise(requestAnimationFrame);
    }
    return isRead();
  });
  expect(read).toBe(true);
});

test("the scrollbar leads anywhere: lines of a skeleton first, then the rows of that place", async ({
  page,
}) => {
  await openEvents(page);
  const count = await total(page);
  await dragTo(page, 0.5);
  await expect(rows(page)).toHaveCount(0);
  await expect(grid(page).locator("tr.unread").first()).toBeVisible();
  await rests(page);
  const seen = (await firstSeen(page)) ?? 0;
  expect(Math.abs(seen - count / 2)).toBeLessThan(30);
  await expect.poll(() => pageIn(page)).toBe(Math.ceil(seen / 30));
  // Buttons go on from what is in view; the browser's back returns to it.
  const here = pageIn(page);
  await page.getByRole("button", { name: "Next page" }).click();
  await onPage(page, here + 1);
  expect(await firstSeen(page)).toBe(here * 30 + 1);
  await page.goBack();
  await onPage(page, here);
  await expect.poll(() => firstSeen(page)).toBe((here - 1) * 30 + 1);
});

test("scrolled through, every event stands there once, in order", async ({ page, lab }) => {
  await openEvents(page, "size=100&window=60d");
  const count = await total(page);
  expect(count).toBeGreaterThan(300);
  const seen = new Map<number, string>();
  for (;;) {
    await rests(page);
    // Read before the rows are: a wheel's last pixels may still be on their way.
    const before = await top(page);
    const standing = await rows(page).evaluateAll((all) =>
      all.map(
        (row) =>
          [Number(row.getAttribute("aria-rowindex")) - 1, row.getAttribute("data-event-id") ?? ""] as const,
      ),
    );
    for (const [position, id] of standing) {
      expect(seen.get(position) ?? id).toBe(id);
      seen.set(position, id);
    }
    const end = await scroller(page).evaluate((one) => one.scrollHeight - one.clientHeight - 1);
    if (before >= end) break;
    await scroller(page).hover();
    // Less than what is drawn while it scrolls, so that no row passes unseen.
    await page.mouse.wheel(0, 600);
    await expect.poll(() => top(page)).toBeGreaterThan(before);
  }
  expect(seen.size).toBe(count);
  expect(new Set(seen.values()).size).toBe(count);
  const answer = await page.request.get(`${lab.url}/api/events?size=100&window=60d`);
  const { events } = (await answer.json()) as { events: { id: string }[] };
  expect(events.slice(0, 50).map(({ id }) => id)).toEqual(
    Array.from({ length: 50 }, (_, index) => seen.get(index + 1)),
  );
});

test("a page that cannot be read says so in its place, and takes no other along", async ({ page }) => {
  await openEvents(page);
  await page.route(/\/api\/events\?.*page=4&/, (route) =>
    route.fulfill({
      status: 502,
      contentType: "application/problem+json",
      body: JSON.stringify({ code: "upstream_unavailable", detail: "Vonage did not answer.", status: 502 }),
    }),
  );
  await scroller(page).evaluate((element) => element.scrollTo({ top: 26 * 80 }));
  const failed = grid(page).getByRole("alert");
  await expect(failed).toContainText("Rows 91–120 could not be read: Vonage did not answer.");
  await expect(failed).toBeInViewport();
  // Its neighbour above stands.
  expect(await firstSeen(page)).toBeLessThan(91);
  await expect(receipt(page)).not.toContainText("failed");
  await expect(page.getByText(/no events/i)).toHaveCount(0);
  await page.unroute(/\/api\/events\?.*page=4&/);
  await failed.getByRole("button", { name: "Try again" }).click();
  await expect(failed).toHaveCount(0);
  await expect(grid(page).locator('tr[aria-rowindex="92"]')).toBeInViewport();
});

test("an event stays open while the list goes on; closing it leaves the list where it is", async ({
  page,
}) => {
  await openEvents(page);
  await rows(page).nth(3).locator("td.c-type").click();
  await expect(drawer(page)).toBeVisible();
  const id = new URL(page.url()).searchParams.get("event");
  await scroller(page).evaluate((element) => element.scrollTo({ top: 26 * 300 }));
  await expect.poll(() => pageIn(page)).toBe(11);
  await expect(drawer(page)).toBeVisible();
  await expect(drawer(page)).toContainText(/(?<!\d)4 of /);
  expect(new URL(page.url()).searchParams.get("event")).toBe(id);
  const before = await top(page);
  await drawer(page).getByRole("button", { name: "Close" }).click();
  await expect(drawer(page)).toHaveCount(0);
  await expect.poll(() => pageIn(page)).toBe(11);
  expect(await top(page)).toBe(before);
});

test("by keyboard over the edge of a page, by views, and to both ends", async ({ page }) => {
  await openEvents(page);
  const count = await total(page);
  const cursor = grid(page).locator("tr.is-cursor");
  const at = async (position: number) => {
    await expect(cursor).toHaveAttribute("aria-rowindex", `${position + 1}`);
    await expect(cursor).toBeInViewport();
    await expect(grid(page)).toHaveAttribute(
      "aria-activedescendant",
      (await cursor.getAttribute("id")) ?? "",
    );
  };
  await grid(page).focus();
  for (let pressed = 0; pressed < 32; pressed++) await page.keyboard.press("j");
  await at(33);
  await page.keyboard.press("PageDown");
  await expect.poll(() => cursor.getAttribute("aria-rowindex").then(Number)).toBeGreaterThan(40);
  await page.keyboard.press("PageUp");
  await at(33);
  await page.keyboard.press("End");
  await at(count);
  await page.keyboard.press("Home");
  await at(1);
});

test("pages of another size begin with the one that holds the first row in view, at the same moment", async ({
  page,
}) => {
  await openEvents(page, "page=40");
  await onPage(page, 40);
  const [first] = await rowIds(page);
  await page.getByLabel("Rows a page").selectOption("100");
  // Row 1171.
  await onPage(page, 12);
  await expect.poll(() => firstSeen(page)).toBe(1101);
  await expect(rowOf(page, first ?? "")).toHaveAttribute("aria-rowindex", "1172");
  const asOf = new URL(page.url()).searchParams.get("as_of");
  expect(asOf).not.toBeNull();
  await page.getByLabel("Rows a page").selectOption("50");
  await onPage(page, 23);
  await expect.poll(() => firstSeen(page)).toBe(1101);
  expect(new URL(page.url()).searchParams.get("as_of")).toBe(asOf);
});

test.describe("choosing", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });
  const copied = async (page: Page, words: RegExp) => {
    await page.getByRole("button", { name: "Copy JSON" }).click();
    await expect(page.getByText(words)).toBeVisible();
    return (JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as { id?: string }[]).map(
      ({ id }) => id,
    );
  };

  test("the box in the head chooses every event of the question; one is taken out again", async ({
    page,
  }) => {
    await openEvents(page, "event_type=APP_UPDATE&window=30d");
    const count = await total(page);
    expect(count).toBeGreaterThan(60);
    const words = new Intl.NumberFormat("en").format(count);
    await page.getByRole("checkbox", { name: `Select all ${words} events of the result` }).check();
    const selection = page.getByRole("group", { name: "Selection" });
    await expect(selection).toContainText(`${words} events selected`);
    await rows(page).nth(1).getByRole("checkbox").uncheck();
    await expect(selection).toContainText(`${count - 1} events selected`);
    const [first, taken] = await rowIds(page);
    const ids = await copied(page, new RegExp(`${count - 1} events copied as JSON`));
    expect(ids).toHaveLength(count - 1);
    expect(new Set(ids).size).toBe(count - 1);
    expect(ids[0]).toBe(first);
    expect(ids).not.toContain(taken);
    await selection.getByRole("button", { name: "Clear" }).click();
    await expect(selection).toHaveCount(0);
  });

  test("above a limit it is for the export", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await openEvents(page);
    await page.getByRole("checkbox", { name: /^Select all/ }).check();
    const selection = page.getByRole("group", { name: "Selection" });
    await expect(selection).toContainText("up to 1,000 can be copied or printed");
    await expect(selection.getByRole("button", { name: /^Copy/ })).toHaveCount(0);
    // All but one: an export takes that one, too.
    await expect(selection).not.toContainText("taken out");
    await rows(page).nth(1).getByRole("checkbox").uncheck();
    await expect(selection).toContainText("Export… takes all, also the 1 taken out");
    const { height } = (await page.locator("main footer").boundingBox()) ?? { height: 0 };
    expect(height).toBeLessThan(40);
    await selection.getByRole("button", { name: "Export…" }).click();
    await expect(page.getByRole("dialog", { name: /^Export/ })).toBeVisible();
  });

  test("Shift and an arrow choose from row to row, and take back on the way back", async ({ page }) => {
    await openEvents(page);
    const selection = page.getByRole("group", { name: "Selection" });
    const chosen = () =>
      grid(page)
        .locator("tr[aria-selected=true]")
        .evaluateAll((all) => all.map((row) => Number(row.getAttribute("aria-rowindex")) - 1));
    await grid(page).focus();
    for (let pressed = 0; pressed < 28; pressed++) await page.keyboard.press("ArrowDown");
    for (let pressed = 0; pressed < 3; pressed++) await page.keyboard.press("Shift+ArrowDown");
    // Over the edge of a page.
    await expect.poll(chosen).toEqual([29, 30, 31, 32]);
    await expect(selection).toContainText("4 events selected");
    await page.keyboard.press("Shift+K");
    await expect.poll(chosen).toEqual([29, 30, 31]);
    for (let pressed = 0; pressed < 3; pressed++) await page.keyboard.press("Shift+ArrowUp");
    await expect.poll(chosen).toEqual([28, 29]);
    await expect(grid(page).locator("tr.is-cursor")).toHaveAttribute("aria-rowindex", "29");
    // Another run begins where the cursor is, and adds to what is chosen.
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+J");
    await expect.poll(chosen).toEqual([1, 2, 28, 29]);
    await expect(selection).toContainText("4 events selected");
  });

  test("from one row to another over rows that were never in view", async ({ page }) => {
    await openEvents(page);
    await rows(page).nth(2).getByRole("checkbox").check();
    await scroller(page).evaluate((element) => element.scrollTo({ top: 26 * 150 }));
    await rests(page);
    const end = grid(page).locator('tr[aria-rowindex="160"]');
    await end.getByRole("checkbox").click({ modifiers: ["Shift"] });
    await expect(page.getByRole("group", { name: "Selection" })).toContainText("157 events selected");
    const last = await end.getAttribute("data-event-id");
    const ids = await copied(page, /157 events copied as JSON/);
    expect(ids.at(-1)).toBe(last);
    expect(new Set(ids).size).toBe(157);
    // Over more than can be read at once it says so, and chooses none of them.
    await page.getByRole("button", { name: "Clear" }).click();
    await grid(page).focus();
    await page.keyboard.press("x");
    await page.keyboard.press("Home");
    await rests(page);
    await page.keyboard.press("Shift+End");
    await page.keyboard.press("Shift+X");
    await expect(page.getByText(/^At most 1,000 rows are chosen in one go/)).toBeVisible();
  });
});

test("rows of one height, brackets and days across the edges of pages", async ({ page }) => {
  await openEvents(page, "size=5&window=30d");
  await rests(page);
  const shown = await rows(page).evaluateAll((all) =>
    all.map((row) => ({
      height: row.getBoundingClientRect().height,
      at: row.querySelector("time")?.getAttribute("datetime") ?? "",
      row: row.className,
    })),
  );
  // More pages than one are in view, so that most rows have an edge near them.
  expect(shown.length).toBeGreaterThan(15);
  expect(new Set(shown.map(({ height }) => height))).toEqual(new Set([26]));
  for (const [index, one] of shown.slice(1, -1).entries()) {
    const before = shown[index];
    const after = shown[index + 2];
    expect(/same-(last|mid)/.test(one.row), one.at).toBe(before?.at === one.at);
    expect(/same-(first|mid)/.test(one.row), one.at).toBe(after?.at === one.at);
    expect(/new-day/.test(one.row), one.at).toBe(before?.at.slice(0, 10) !== one.at.slice(0, 10));
  }
  expect(shown.some(({ row }) => /same-/.test(row))).toBe(true);
  await expect(rowOf(page, (await rowIds(page))[0] ?? "")).toBeVisible();
});
