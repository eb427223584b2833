import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import type { Page } from "playwright/test";
import { grid, hydrated, openEvents, sideways } from "./support/events";
import { webhookChange } from "./support/lab";
import { addUser, signedIn } from "./support/session";
import { expect, NOBODY, test } from "./support/test";

const PASSWORD = "correct horse battery";
const table = (page: Page) => page.getByRole("table", { name: "Access records" });
const records = (page: Page) => table(page).locator("tbody tr");

/** An admin of each test's own, so that what one did is not in another's way. */
let made = 0;
async function asAdmin(page: Page, lab: Parameters<typeof addUser>[0]): Promise<string> {
  const name = `admin${++made}-${process.pid}`;
  addUser(lab, name, PASSWORD, { role: "admin" });
  const { cookies } = await signedIn(lab.url, name, PASSWORD);
  await page.context().addCookies(cookies);
  return name;
}

test("an analyst has no entry for it, and is told why the page is closed", async ({ page }) => {
  await openEvents(page);
  await expect(page.getByRole("link", { name: "Connection" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Access log" })).toHaveCount(0);
  await page.goto("/access-log");
  await expect(page.getByRole("heading", { name: "Only admins read the access log" })).toBeVisible();
  await expect(table(page)).toHaveCount(0);
});

test.describe("an admin", () => {
  test.use({ storageState: NOBODY });

  test("sees who looked at what, and goes where the reader was", async ({ page, lab }) => {
    const admin = await asAdmin(page, lab);
    const { id } = webhookChange(lab);
    await openEvents(page, `window=7d&event_type=APP_UPDATE&account=${lab.production.apiKey}`);
    await page.goto(`/events/${id}?account=${lab.production.apiKey}`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Support IVR");

    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Access log" }).click();
    await expect(page).toHaveURL(/\/access-log$/);
    await expect(page).toHaveTitle("Access log · Audit console");
    await expect(page.getByRole("heading", { level: 1, name: "Access log" })).toBeVisible();

    await page.getByRole("searchbox", { name: "Reader" }).fill(admin);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`user=${admin}`));
    const what = records(page).locator("td:nth-child(3)");
    await expect(what.nth(1)).toHaveText("Read the access log");
    await expect(what.last()).toHaveText("Signed in");
    // The list asks what is newer as long as it is looked at: that is the same reading.
    const list = records(page).filter({ hasText: "last 7 d" });
    await expect(list).toHaveCount(1);
    await expect(list).toContainText("Listed events");
    await expect(list).toContainText("Acme production");
    await expect(list).toContainText("127.0.0.1");
    await list.getByRole("link", { name: "last 7 d · type is APP_UPDATE" }).click();
    // The same question, as of the moment at which it was read.
    await expect(page).toHaveURL(/\/events\?account=7c9e4b21&event_type=APP_UPDATE&window=7d&as_of=\d{4}-/);
    await expect(grid(page)).toBeVisible();
    await page.goBack();
    await records(page).filter({ hasText: "Opened an event" }).getByRole("link", { name: id }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Support IVR");
  });

  test("paging through a list, opening a drawer and coming back is two records", async ({ page, lab }) => {
    const admin = await asAdmin(page, lab);
    await openEvents(page, "window=30d&size=50");
    await page.getByRole("button", { name: "Next page" }).click();
    await expect(page).toHaveURL(/page=2/);
    await expect(page.getByText(/^Rows 51–\d+ of/)).toBeVisible();
    await grid(page).locator("tbody tr[data-event-id]").nth(2).click();
    await expect(page.locator("[data-drawer-title]")).toBeVisible();
    await expect(page).toHaveURL(/event=/);
    const opened = new URL(page.url()).searchParams.get("event");
    await page.waitForLoadState("networkidle");
    await page.goto(`/access-log?user=${admin}`);
    const told = records(page).filter({ hasNotText: /Read the access log|Signed in|around/ });
    await expect(told).toHaveCount(2);
    await expect(told.filter({ hasText: "Opened an event" })).toHaveCount(1);
    await expect(told.filter({ hasText: "Opened an event" })).toContainText(String(opened));
    await expect(told.filter({ hasText: "last 30 d" })).toHaveCount(1);
  });

  test("windows, zones and pages", async ({ page, lab }) => {
    const admin = await asAdmin(page, lab);
    await page.goto(`/access-log?user=${admin}&size=1`);
    await hydrated(page);
    await expect(page.getByText("Page 1 of 2")).toBeVisible();
    await page.getByRole("button", { name: "Next page" }).click();
    await expect(page).toHaveURL(/page=2/);
    // Reading is recorded too: the latest record is pinned, so that nothing moves between pages.
    await expect(page).toHaveURL(/up_to=\d+/);
    await expect(records(page)).toHaveCount(1);
    await expect(records(page)).toContainText("Signed in");

    await page.goto("/access-log");
    await hydrated(page);
    await page.getByRole("button", { name: /^Time window/ }).click();
    await page.getByRole("button", { name: "1 h", exact: true }).click();
    await expect(page).toHaveURL(/\?date_from=[^&]+$/);
    const time = records(page).first().locator("time");
    const utc = await time.textContent();
    await page.getByRole("group", { name: "Time zone" }).getByRole("button", { name: "Local" }).click();
    await expect(table(page).getByRole("columnheader").first()).toContainText(/UTC\+0[12]:00/);
    await expect(time).not.toHaveText(utc ?? "");
    await page.getByRole("group", { name: "Time zone" }).getByRole("button", { name: "UTC" }).click();
    await expect(time).toHaveText(utc ?? "");

    await page.goto("/access-log?user=nobody.at.all");
    await expect(page.getByRole("heading", { name: "No record of this reader and window" })).toBeVisible();
    await page.goto("/access-log?page=900&size=100");
    await expect(page.getByRole("heading", { name: "The result ends before this page" })).toBeVisible();
    await page.goto("/access-log?verb=list");
    await expect(page.getByRole("alert").filter({ hasText: "verb" })).toBeVisible();
  });

  for (const colorScheme of ["light", "dark"] as const)
    test(`on a phone, ${colorScheme}: nothing is cut, and hostile names are inert`, async ({ page, lab }) => {
      await asAdmin(page, lab);
      const hostile = "\u202egro.live\u202c<img src=x onerror=alert(1)>";
      await expect(signedIn(lab.url, hostile, "x")).rejects.toThrow("401");
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto("/access-log");
      await hydrated(page);
      await expect(records(page).first()).toBeVisible();
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      const refused = records(page).filter({ hasText: "Sign-in refused" }).first();
      await expect(refused).toContainText("U+202Egro.liveU+202C<img src=x onerror=alert(1)>");
      await expect(table(page).locator("img")).toHaveCount(0);
      await page.getByRole("button", { name: "Menu" }).click();
      await expect(page.getByRole("menuitem", { name: "Access log" })).toBeVisible();
    });

  test("when the record cannot be written, pages say so and show no event", async ({ page, lab }) => {
    await asAdmin(page, lab);
    await openEvents(page);
    const database = new DatabaseSync(join(lab.console.dataDir, "console.db"));
    database.exec("alter table access_records rename to elsewhere");
    try {
      await page.goto("/events?window=90d&search_text=never");
      await expect(page.getByRole("alert").filter({ hasText: "the record cannot be written" })).toBeVisible();
      await expect(page.getByText("record_unavailable")).toBeVisible();
      await expect(grid(page)).toHaveCount(0);
      await page.goto("/access-log?user=never");
      await expect(page.getByRole("heading", { name: "The access log could not be read" })).toBeVisible();
      await page.goto("/settings/connection");
      await expect(page.getByRole("heading", { name: "The connection was not checked" })).toBeVisible();
    } finally {
      database.exec("alter table elsewhere rename to access_records");
      database.close();
    }
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("works").first()).toBeVisible();
  });

  test("the sign-in page says that reads are recorded", async ({ page }) => {
    await page.goto("/sign-in");
    await expect(
      page.getByText("Reading only: nothing here changes a Vonage account. Every read is recorded."),
    ).toBeVisible();
  });
});
