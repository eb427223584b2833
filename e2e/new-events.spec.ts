import { drawerTitle, grid, openEvents, rowIds, rowOf, rows } from "./support/events";
import { stamp } from "./support/lab";
import { expect, test } from "./support/test";

const POLL_MS = 30_000;

test("new events are counted, never pushed in; Show puts them on top", async ({ page, lab }) => {
  // The page's timers alone are moved on: the console and the simulator keep the real time.
  await page.clock.install();
  await openEvents(page, `account=${lab.emea.apiKey}`);
  await rows(page).nth(20).locator("td.c-type").click();
  await expect(drawerTitle(page)).toBeFocused();
  const scroller = page.locator("main [aria-busy]").first();
  const top = await scroller.evaluate((element) => {
    element.scrollTo({ top: 60 });
    return element.scrollTop;
  });
  expect(top).toBe(60);
  const before = await rowIds(page);
  const pill = page.getByRole("button", { name: /new events? · Show/ });
  await expect(pill).toHaveCount(0);

  await page.waitForTimeout(1100);
  const fresh = lab.simulator.addEvents(
    lab.emea.apiKey,
    [1, 2, 3].map(() => ({ event_type: "USER_STATUS", created_at: stamp(Date.now()) })),
  );
  await new Promise((done) => setTimeout(done, 2100));
  await page.clock.runFor(POLL_MS + 1000);
  await expect(pill).toHaveText("3 new events · Show");
  expect(await rowIds(page)).toEqual(before);
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(top);
  await expect(drawerTitle(page)).toBeFocused();

  await pill.click();
  await expect(rowOf(page, fresh[0] ?? "")).toBeVisible();
  const after = await rowIds(page);
  expect(new Set(after.slice(0, 3))).toEqual(new Set(fresh));
  expect(after.slice(3)).toEqual(before.slice(0, -3));
  await expect(rows(page).nth(0)).toHaveClass(/fresh-row/);
  await expect(rows(page).nth(3)).not.toHaveClass(/fresh-row/);
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(0);
  await expect(pill).toHaveCount(0);
  await expect(grid(page)).toBeFocused();
});

test("Show, far down in a result that began there, leads to the new events on top of it", async ({
  page,
  lab,
}) => {
  await page.clock.install();
  await openEvents(page, `account=${lab.emea.apiKey}&page=9`);
  await page.waitForTimeout(1100);
  const fresh = lab.simulator.addEvents(lab.emea.apiKey, [
    { event_type: "USER_STATUS", created_at: stamp(Date.now()) },
  ]);
  await new Promise((done) => setTimeout(done, 2100));
  await page.clock.runFor(POLL_MS + 3000);
  const pill = page.getByRole("button", { name: /new events? · Show/ });
  await pill.click();
  await expect(rowOf(page, fresh[0] ?? "")).toBeInViewport();
  await expect(page.getByText("Page 1 of ")).toBeVisible();
  await expect(page).not.toHaveURL(/page=/);
  await expect(pill).toHaveCount(0);
});

test("a window that has ended waits for nothing", async ({ page, lab }) => {
  await page.clock.install();
  await openEvents(
    page,
    `account=${lab.emea.apiKey}&date_to=${stamp(Date.parse(lab.simulator.now) - 3_600_000)}`,
  );
  lab.simulator.clearCalls();
  await page.clock.runFor(POLL_MS * 2);
  await new Promise((done) => setTimeout(done, 500));
  expect(lab.simulator.calls()).toEqual([]);
});
