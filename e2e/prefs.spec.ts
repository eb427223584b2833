import type { Page } from "playwright/test";
import { drawer, drawerTitle, openEvents, receipt, rows } from "./support/events";
import { WEBHOOKS_CHANGED, stamp, webhookChange } from "./support/lab";
import { expect, test } from "./support/test";

/** The document as the server sent it, before any script. */
const firstHtml = async (page: Page, path = page.url()) => (await page.request.get(path)).text();
const zoneButton = (page: Page, name: "UTC" | "Local") =>
  page.getByRole("group", { name: "Time zone" }).getByRole("button", { name });

test.describe("a reader in Madrid", () => {
  test.use({ timezoneId: "Europe/Madrid" });

  test("one switch changes every time, is remembered, and is in the first HTML", async ({ page, lab }) => {
    const { id } = webhookChange(lab);
    const at = (zone: string) => WEBHOOKS_CHANGED.toLocaleTimeString("en-GB", { timeZone: zone });
    const [utc, madrid] = [at("UTC"), at("Europe/Madrid")];
    expect(utc).not.toBe(madrid);
    await openEvents(
      page,
      `account=${lab.production.apiKey}&around=${stamp(WEBHOOKS_CHANGED)}&pm=1h&event=${id}`,
    );
    const row = page.locator(`tr[data-event-id="${id}"] time`);
    await expect(row).toContainText(utc);
    await expect(drawer(page).getByText(utc, { exact: true }).first()).toBeVisible();
    await expect(receipt(page)).toContainText("UTC");
    expect(await firstHtml(page)).toMatch(new RegExp(`>\\s*${utc}`));

    await zoneButton(page, "Local").click();
    await expect(row).toContainText(madrid);
    await expect(drawer(page).getByText(madrid, { exact: true }).first()).toBeVisible();
    // The zone is always printed: an hour or two before UTC, by the season.
    await expect(receipt(page)).toContainText("Europe/Madrid");
    await expect(page.getByRole("button", { name: /^Time window/ })).toContainText("Europe/Madrid");
    // What the event says of itself does not change.
    await expect(
      drawer(page)
        .getByText(/^sent as/)
        .first(),
    ).toContainText("zone assumed UTC");

    await page.reload();
    await expect(row).toContainText(madrid);
    expect(await firstHtml(page)).toMatch(new RegExp(`>\\s*${madrid}`));
    await page.goto(`/events/${id}`);
    await expect(page.getByText(madrid).first()).toBeVisible();
    expect(await firstHtml(page)).toMatch(new RegExp(`>\\s*${madrid}`));
    await page.keyboard.press("Escape");
    await zoneButton(page, "UTC").click();
    await expect(page.getByText(`${utc}`).first()).toBeVisible();
  });

  test("a calendar preset is the days of the zone in view, as the same word typed", async ({ page }) => {
    const timeOf = () => {
      const asked = new URL(page.url()).searchParams;
      return [asked.get("window"), asked.get("date_from"), asked.get("date_to")];
    };
    const panel = page.getByRole("dialog", { name: "Time window" });
    const ask = async (way: "pressed" | "typed") => {
      await page.getByRole("button", { name: /^Time window/ }).click();
      if (way === "pressed") await panel.getByRole("button", { name: "Yesterday", exact: true }).click();
      else {
        await panel.getByLabel("Type a window").fill("yesterday");
        await panel.getByLabel("Type a window").press("Enter");
      }
      await expect(panel).toBeHidden();
      return timeOf();
    };
    await openEvents(page);
    expect(await ask("pressed")).toEqual(["yesterday", null, null]);
    await zoneButton(page, "Local").click();
    await expect(receipt(page)).toContainText("Europe/Madrid");
    const pressed = await ask("pressed");
    // Midnight in Madrid is no midnight in UTC.
    expect(pressed[1]).toMatch(/T2[23]:00:00Z$/);
    await expect(receipt(page)).toContainText(" 00:00:00 – ");
    await page.getByRole("button", { name: /^Time window/ }).click();
    await expect(panel.getByRole("button", { name: "Yesterday", exact: true })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await page.keyboard.press("Escape");
    await openEvents(page);
    expect(await ask("typed")).toEqual(pressed);
  });
});

test("the theme is switched, remembered and in the first HTML", async ({ page }) => {
  await openEvents(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await page.getByRole("button", { name: /^Theme/ }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await background()).not.toBe(before);
  expect(await firstHtml(page)).toMatch(/<html[^>]*data-theme="dark"/);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: /^Theme/ }).click();
  await expect.poll(background).toBe(before);
});

test("without a choice the system's theme holds", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await openEvents(page);
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(dark);
});

test("density and columns are remembered", async ({ page }) => {
  await openEvents(page);
  const height = () =>
    rows(page)
      .first()
      .evaluate((row) => row.getBoundingClientRect().height);
  expect(Math.round(await height())).toBeLessThanOrEqual(28);
  await page.getByRole("button", { name: "Columns and density" }).click();
  const panel = page.getByRole("dialog", { name: "Columns and density" });
  await panel.getByRole("button", { name: "Comfortable" }).click();
  await panel.getByRole("checkbox", { name: "Event id" }).check();
  await panel.getByRole("checkbox", { name: "Source", exact: true }).uncheck();
  await page.keyboard.press("Escape");
  expect(Math.round(await height())).toBeGreaterThanOrEqual(36);
  await page.reload();
  const head = page.getByRole("columnheader");
  await expect(head.filter({ hasText: "Event id" })).toBeVisible();
  await expect(head.filter({ hasText: /^Source$/ })).toHaveCount(0);
  expect(await firstHtml(page)).toContain('data-density="comfortable"');
  expect(await firstHtml(page)).toContain("c-id");
});

test("a cookie that holds nonsense harms nothing", async ({ page, context, lab }) => {
  for (const value of [
    "%7B",
    "null",
    encodeURIComponent('{"zone":"Not/AZone","theme":"<b>","switched":{}}'),
  ]) {
    await context.addCookies([{ name: "prefs", value, url: lab.url }]);
    await openEvents(page);
    await rows(page).first().locator("td.c-type").click();
    await expect(drawerTitle(page)).toBeVisible();
  }
});
