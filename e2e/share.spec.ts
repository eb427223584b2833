import { openEvents, receipt, rowIds, rows } from "./support/events";
import { INCIDENT, stamp } from "./support/lab";
import { addUser, signInOnPage } from "./support/session";
import { expect, NOBODY, test } from "./support/test";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a frozen link shows a colleague the same rows, also after more events came", async ({
  page,
  lab,
  browser,
}) => {
  addUser(lab, "colleague", "another good password");
  await openEvents(page, "window=7d");
  const ids = await rowIds(page);
  const words = await receipt(page).innerText();
  await page.getByRole("button", { name: "Copy link", exact: true }).click();
  await page.getByRole("menuitem", { name: /^Copy link/ }).click();
  await expect(page.getByText(/It freezes the time/)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const params = new URL(link).searchParams;
  expect(params.has("window")).toBe(false);
  expect(params.get("as_of")).toBeTruthy();
  expect(params.get("account")).toBe(lab.production.apiKey);

  await page.waitForTimeout(1100);
  const [later] = lab.simulator.addEvents(lab.production.apiKey, [
    { event_type: "USER_STATUS", created_at: stamp(Date.now()) },
  ]);
  await page.waitForTimeout(2100); // an answer speaks up to the last second that has ended
  const context = await browser.newContext({ storageState: NOBODY, baseURL: lab.url });
  const other = await context.newPage();
  await other.goto(link);
  await signInOnPage(other, "colleague", "another good password");
  await expect(rows(other).first()).toBeVisible();
  expect(await rowIds(other)).toEqual(ids);
  // The same count and window; what has come since is told apart.
  const count = words.split("·")[0] ?? "?";
  await expect(receipt(other)).toContainText(count.trim());

  // Without freezing, the question is asked anew.
  await other.goto("/events?window=7d");
  await expect(rows(other).first()).toHaveAttribute("data-event-id", later ?? "");
  await context.close();
});

test("a live link keeps the window as it was asked", async ({ page, lab }) => {
  await openEvents(page, "window=7d&event_type=APP_UPDATE&page=1");
  await page.getByRole("button", { name: "Copy link", exact: true }).click();
  await page.getByRole("menuitem", { name: /^Copy live link/ }).click();
  await expect(page.getByText(/^Live link copied/)).toBeVisible();
  const params = new URL(await page.evaluate(() => navigator.clipboard.readText())).searchParams;
  expect(Object.fromEntries(params)).toEqual({
    account: lab.production.apiKey,
    event_type: "APP_UPDATE",
    window: "7d",
  });
});

test("a link to an event names its account by key", async ({ page, lab }) => {
  await openEvents(page, `around=${stamp(INCIDENT)}&pm=30m`);
  const [id] = await rowIds(page);
  await rows(page).first().locator("td.c-type").click();
  await page.getByRole("button", { name: "Copy link to this event" }).click();
  await expect(page.getByText("Link to this event copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${lab.url}/events/${id}?account=${lab.production.apiKey}`,
  );
});
