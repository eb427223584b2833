import { readFile } from "node:fs/promises";
import type { Page } from "playwright/test";
import type { ExportStatus } from "@/lib/audit/export";
import { parseCsv } from "@/lib/server/testing/parse-csv";
import { untilArchived } from "./support/archived";
import { drawer, drawerTitle, grid, hydrated, openEvents, receipt, rows, sideways } from "./support/events";
import { addUser, signedIn } from "./support/session";
import { expect, NOBODY, test as live, withLab } from "./support/test";

const PASSWORD = "correct horse battery";
const [PRODUCTION, EMEA] = ["7c9e4b21", "b52d77c0"];
const TWIN = "twin@acme.example";

/** One id in both accounts, in the same second; a second event of it in one of them. */
const twin = (account: string, id: string, ip: string, second = "05") => ({
  id,
  event_type: "ACCOUNT_UPDATE_SETTINGS_API",
  created_at: `2026-02-03T04:05:${second}`,
  account_id: account,
  user_email: TWIN,
  source: "CD",
  source_ip: ip,
});

const test = withLab({
  events: 1500,
  archive: true,
  env: { AUDIT_SYNC_SECONDS: "5" },
  before: (simulator) => {
    simulator.addEvents(PRODUCTION, [twin(PRODUCTION, "twin-1", "198.51.100.1")]);
    simulator.addEvents(EMEA, [
      twin(EMEA, "twin-1", "198.51.100.2"),
      twin(EMEA, "twin-2", "198.51.100.3", "01"),
    ]);
  },
});
test.use({ viewport: { width: 1440, height: 900 } });
/** Newest first, and of one second and id by account. */
const TWINS = ["Acme EMEA twin-1", "Acme production twin-1", "Acme EMEA twin-2"];
const twins = `account=*&user=${TWIN}`;
const menu = (page: Page) => page.getByRole("button", { name: /^Account:/ });
const ofRows = (page: Page) =>
  rows(page).evaluateAll((all) =>
    all.map(
      (row) => `${row.querySelector("td.c-account")?.textContent} ${row.getAttribute("data-event-id")}`,
    ),
  );
const openEvent = (page: Page) => new URL(page.url()).searchParams.get("event");

test.describe("with two accounts and an archive", () => {
  test.beforeEach(async ({ page, lab }) => untilArchived(page, lab));

  test("the menu offers all accounts; every row then says whose it is, and the menu leads back to one", async ({
    page,
  }) => {
    await openEvents(page, "window=30d");
    await expect(grid(page).getByRole("columnheader", { name: "Account" })).toHaveCount(0);
    await menu(page).click();
    await page.getByRole("menuitem", { name: /^All accounts/ }).click();
    await expect(page).toHaveURL(/\/events\?account=\*$/);
    await expect(menu(page)).toHaveAccessibleName("Account: All accounts 2");
    await expect(page).toHaveTitle(/^Events of all accounts/);
    await expect(page.getByRole("heading", { level: 1, name: "Events of all accounts" })).toBeAttached();
    await expect(grid(page).getByRole("columnheader", { name: "Account" })).toBeVisible();
    const whose = (await ofRows(page)).map((row) => row.replace(/ [^ ]+$/, ""));
    expect(whose.length).toBe(30);
    expect(new Set(whose)).toEqual(new Set(["Acme production", "Acme EMEA"]));
    // It cannot be left out, and says why.
    await hydrated(page);
    await page.getByRole("button", { name: "Columns and density" }).click();
    await expect(page.getByRole("checkbox", { name: /^Account/ })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: /^Account/ })).toBeDisabled();
    await page.keyboard.press("Escape");
    await menu(page).click();
    await page.getByRole("menuitem", { name: /^Acme EMEA/ }).click();
    await expect(page).toHaveURL(`/events?account=${EMEA}`);
    await expect(grid(page).getByRole("columnheader", { name: "Account" })).toHaveCount(0);
  });

  test("one id in two accounts is two rows: each opens its own event, by key, link and page", async ({
    page,
  }) => {
    await openEvents(page, twins);
    await expect.poll(() => ofRows(page)).toEqual(TWINS);
    await rows(page).nth(0).click();
    expect(openEvent(page)).toBe(`${EMEA}:twin-1`);
    await expect(drawer(page)).toContainText("198.51.100.2");
    await expect(drawer(page)).toContainText("Acme EMEA");
    await expect(grid(page).locator("tr.is-open")).toHaveCount(1);
    await expect(drawer(page)).toContainText("1 of 3");
    await drawerTitle(page).focus();
    await page.keyboard.press("j");
    expect(openEvent(page)).toBe(`${PRODUCTION}:twin-1`);
    await expect(drawer(page)).toContainText("198.51.100.1");
    await expect(drawer(page).getByRole("link", { name: "Open page" })).toHaveAttribute(
      "href",
      `/events/twin-1?account=${PRODUCTION}`,
    );
    // The address alone opens the same one again.
    await page.reload();
    await hydrated(page);
    await expect(drawer(page)).toContainText("198.51.100.1");
    await expect(grid(page).locator("tr.is-open td.c-account")).toHaveText("Acme production");
    await page.goto(`/events?account=*&window=1h&event=${EMEA}:twin-1`);
    await expect(drawer(page)).toContainText("198.51.100.2");
    await page.goto("/events?account=*&window=1h&event=twin-1");
    await expect(drawer(page).getByRole("alert")).toContainText("does not say which of your accounts");
    await expect(drawer(page).getByRole("link", { name: "Look for it in all of them" })).toHaveAttribute(
      "href",
      "/events/twin-1",
    );
  });

  test("one of the two is chosen alone; what is copied says whose it is", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await openEvents(page, twins);
    const copied = async () => {
      await page.getByRole("button", { name: "Copy CSV" }).click();
      await expect(page.getByText(/copied as CSV/)).toBeVisible();
      const [head, ...records] = parseCsv(await page.evaluate(() => navigator.clipboard.readText()));
      return records.map((record) => `${record[head!.indexOf("account_id")]} ${record[0]}`);
    };
    await rows(page).nth(0).getByRole("checkbox").check();
    await expect(page.getByText("1 event selected")).toBeVisible();
    await expect(rows(page).nth(1).getByRole("checkbox")).not.toBeChecked();
    expect(await copied()).toEqual([`${EMEA} twin-1`]);
    await page.getByRole("checkbox", { name: "Select all 3 events of the result" }).check();
    await expect(page.getByText("3 events selected")).toBeVisible();
    await expect.poll(copied).toEqual([`${EMEA} twin-1`, `${PRODUCTION} twin-1`, `${EMEA} twin-2`]);
  });

  test("the account facet counts by name and leads to one account with the same filters", async ({
    page,
  }) => {
    await openEvents(page, twins);
    const facet = page
      .getByRole("complementary", { name: "Facets" })
      .getByRole("region", { name: /^Account/ });
    await expect(facet.getByRole("listitem").filter({ hasText: "Acme EMEA" })).toContainText("2");
    await expect(facet.getByRole("listitem").filter({ hasText: "Acme production" })).toContainText("1");
    await facet.getByRole("button", { name: "Acme EMEA" }).click();
    await expect(receipt(page)).toContainText("2 events");
    const { searchParams } = new URL(page.url());
    expect([searchParams.get("account"), searchParams.get("user")]).toEqual([EMEA, TWIN]);
    await expect(facet).toHaveCount(0);
    await page.goBack();
    await expect(receipt(page)).toContainText("3 events");
  });

  test("receipt, zero rows and export name the accounts that were read", async ({ page }) => {
    await openEvents(page, `${twins}&date_from=2026-01-01&date_to=2026-03-01`);
    await receipt(page).getByRole("button").click();
    await expect(page.getByRole("dialog", { name: "Receipt" })).toContainText(
      `Acme production ${PRODUCTION}; Acme EMEA ${EMEA}`,
    );
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: /^Export/ });
    await expect(dialog).toContainText("All accounts: Acme production, Acme EMEA");
    await expect(dialog).toContainText("all-accounts-");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Start the export" }).click(),
    ]);
    const [head, ...records] = parseCsv(await readFile(await download.path(), "utf8"));
    expect(records.map((record) => record[head!.indexOf("account_id")])).toEqual([EMEA, PRODUCTION, EMEA]);
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Save receipt" }).click(),
    ]);
    const kept = JSON.parse(await readFile(await saved.path(), "utf8")) as ExportStatus;
    expect(kept).toMatchObject({ account: "*", receipt: { complete: true, accounts: [PRODUCTION, EMEA] } });
    await page.goto("/events?account=*&date_from=2026-01-01&date_to=2026-01-31&event_type=NO_SUCH");
    await expect(page.getByText("Every event of Acme production and Acme EMEA in this window")).toBeVisible();
  });

  test("on a phone a row says its account in a line of its own", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openEvents(page, twins);
    await expect(rows(page).nth(0).getByText("Acme EMEA")).toBeVisible();
    await expect(rows(page).nth(1).getByText("Acme production")).toBeVisible();
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await rows(page).nth(0).click();
    await expect(drawer(page)).toContainText("198.51.100.2");
  });

  test("pages of the whole console name no one account", async ({ page, lab }) => {
    addUser(lab, "warden", PASSWORD, { role: "admin" });
    await page.context().addCookies((await signedIn(lab.url, "warden", PASSWORD)).cookies);
    for (const path of ["/archive", "/access-log", "/settings/connection"]) {
      await page.goto(path);
      await expect(menu(page)).toHaveAccessibleName("Account: All accounts 2");
    }
  });
});

test.describe("with one account", () => {
  test.use({ storageState: NOBODY });
  test("there is no such choice", async ({ page, lab }) => {
    addUser(lab, "rui", PASSWORD, { role: "viewer", accounts: EMEA });
    await page.context().addCookies((await signedIn(lab.url, "rui", PASSWORD)).cookies);
    await openEvents(page, "window=30d");
    await menu(page).click();
    await expect(page.getByRole("menuitem")).toHaveCount(1);
    await page.goto("/archive");
    await expect(menu(page)).toHaveAccessibleName(`Account: Acme EMEA ${EMEA}`);
  });
});

live(
  "without an archive all accounts are not offered, and asking for them is refused by name",
  async ({ page }) => {
    await openEvents(page, "window=30d");
    await menu(page).click();
    await expect(page.getByRole("menuitem")).toHaveCount(2);
    await page.goto("/events?account=*");
    await expect(page.getByText("All accounts at once can only be asked of the archive.")).toBeVisible();
    await expect(menu(page)).toHaveAccessibleName("Account: All accounts 2");
  },
);
