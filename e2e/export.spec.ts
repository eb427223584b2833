import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import type { Page } from "playwright/test";
import type { ExportStatus } from "@/lib/audit/export";
import { parseCsv } from "@/lib/server/testing/parse-csv";
import { hydrated, openEvents, sideways } from "./support/events";
import { addUser, signedIn } from "./support/session";
import { expect, withLab } from "./support/test";

const test = withLab({ events: 3000 });
const KEY = "7c9e4b21";
const dialog = (page: Page) => page.getByRole("dialog", { name: /^Export/ });
const button = (page: Page) => page.getByRole("button", { name: "Export", exact: true });
const start = (page: Page) => page.getByRole("button", { name: "Start the export" });

test.afterEach(({ lab }) => {
  lab.simulator.clearFaults();
  lab.simulator.setDelay(0);
});

async function take(page: Page) {
  const [download] = await Promise.all([page.waitForEvent("download"), start(page).click()]);
  return { download, name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

for (const format of ["CSV", "NDJSON", "JSON"])
  test(`the whole result as ${format}, and the receipt that proves it`, async ({ page, lab }) => {
    await openEvents(page, `account=${KEY}&window=90d&event_type=APP_UPDATE&sort=created_at`);
    await button(page).click();
    await expect(dialog(page)).toContainText("type is APP_UPDATE");
    await expect(dialog(page)).toContainText("The whole result");
    await page.getByRole("radio", { name: new RegExp(`^${format}\\b`) }).check();
    const { name, bytes } = await take(page);
    expect(name).toMatch(
      new RegExp(`^acme-production-\\d{8}T\\d{6}Z-\\d{8}T\\d{6}Z\\.${format.toLowerCase()}$`),
    );
    await expect(dialog(page).getByText("complete", { exact: true })).toBeVisible();

    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Save receipt" }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe(`${name}.receipt.json`);
    const receipt = JSON.parse(await readFile(await saved.path(), "utf8")) as ExportStatus;
    const text = bytes.toString("utf8");
    const ids = {
      CSV: () =>
        parseCsv(text)
          .slice(1)
          .map(([id]) => id),
      NDJSON: () =>
        text
          .trim()
          .split("\n")
          .map((line) => (JSON.parse(line) as { id: string }).id),
      JSON: () => (JSON.parse(text) as { id: string }[]).map(({ id }) => id),
    }[format]!();
    const truth = lab.simulator
      .truth(KEY)
      .filter(
        (one) =>
          one.text.includes('"event_type":"APP_UPDATE"') &&
          one.at * 1000 >= Date.parse(receipt.receipt!.from!),
      );
    expect(new Set(ids)).toEqual(new Set(truth.map((one) => (JSON.parse(one.text) as { id: string }).id)));
    expect(receipt).toMatchObject({
      state: "done",
      reader: "demo",
      account: KEY,
      name,
      count: ids.length,
      total: ids.length,
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      receipt: { complete: true, counted: ids.length },
    });
    await expect(dialog(page)).toContainText(receipt.sha256!);
  });

test("a packet is one ZIP of the file and its receipt", async ({ page }) => {
  await openEvents(page, `account=${KEY}&window=90d&event_type=APP_UPDATE`);
  await button(page).click();
  await page.getByRole("checkbox", { name: /^Packet/ }).check();
  const { name, bytes } = await take(page);
  expect(name).toMatch(/\.csv\.zip$/);
  const files = unzipSync(bytes);
  const inner = name.replace(/\.zip$/, "");
  expect(Object.keys(files)).toEqual([inner, `${inner}.receipt.json`]);
  const receipt = JSON.parse(Buffer.from(files[`${inner}.receipt.json`]!).toString()) as ExportStatus;
  expect(receipt.sha256).toBe(createHash("sha256").update(files[inner]!).digest("hex"));
  await expect(dialog(page).getByText("complete", { exact: true })).toBeVisible();
  await expect(dialog(page)).toContainText(name);
});

test("it tells how far it is, and a cancel ends it", async ({ page, lab }) => {
  await openEvents(page, `account=${KEY}`);
  await page.locator("main").getByRole("grid").focus();
  await page.keyboard.press("e");
  await expect(dialog(page)).toBeVisible();
  lab.simulator.setDelay(400);
  const [download] = await Promise.all([page.waitForEvent("download"), start(page).click()]);
  const bar = page.getByRole("progressbar", { name: "Events exported" });
  await expect(bar).toHaveAttribute("aria-valuetext", /^[1-9]\d* of 2,\d{3}$/);
  const first = Number(await bar.getAttribute("aria-valuenow"));
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow"))).toBeGreaterThan(first);
  await page.getByRole("button", { name: "Cancel the export" }).click();
  await expect(dialog(page).getByText("cancelled", { exact: true })).toBeVisible();
  await expect(dialog(page)).toContainText("The file is not whole");
  await expect(page.getByRole("link", { name: "Save receipt" })).toHaveCount(0);
  expect(await download.failure()).not.toBeNull();
});

test("closed, it goes on, and its end is told", async ({ page, lab }) => {
  await openEvents(page, `account=${KEY}&window=90d`);
  await button(page).click();
  lab.simulator.setDelay(150);
  const started = page.waitForEvent("download");
  await start(page).click();
  const download = await started;
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(button(page)).toBeFocused();
  await expect(button(page)).toContainText(/\d %/);
  await expect(page.getByText(/^[\d,]+ events exported\.$/)).toBeVisible({ timeout: 20_000 });
  expect(await download.failure()).toBeNull();
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("link", { name: "Save receipt" })).toBeVisible();
  await page.keyboard.press("Escape");
  await button(page).click();
  await expect(start(page)).toBeVisible();
});

test("an upstream that fails in the middle: the download fails, and the page says so", async ({
  page,
  lab,
}) => {
  await openEvents(page, `account=${KEY}`);
  await button(page).click();
  lab.simulator.setFaults([{ match: { path: "list", page: 5 }, fault: { kind: "status", status: 500 } }]);
  const [download] = await Promise.all([page.waitForEvent("download"), start(page).click()]);
  await expect(dialog(page).getByText("failed", { exact: true })).toBeVisible();
  await expect(dialog(page)).toContainText("400 of 2,");
  expect(await download.failure()).not.toBeNull();
});

test("one that is refused at once tells why", async ({ page, lab }) => {
  await openEvents(page, `account=${KEY}`);
  await button(page).click();
  lab.simulator.setFaults([{ match: { path: "list" }, fault: { kind: "status", status: 401 } }]);
  await start(page).click();
  await expect(dialog(page).getByText("failed", { exact: true })).toBeVisible();
  await expect(dialog(page)).toContainText("No file was written.");
  await page.getByRole("button", { name: "Start again" }).click();
  lab.simulator.clearFaults();
  await take(page);
  await expect(dialog(page).getByText("complete", { exact: true })).toBeVisible();
});

test("what could not be read cannot be exported, and the button says so", async ({ page, lab }) => {
  lab.simulator.setFaults([{ match: { path: "list" }, fault: { kind: "status", status: 401 } }]);
  await page.goto("/events");
  await expect(button(page)).toHaveAttribute("aria-disabled", "true");
  await hydrated(page);
  await button(page).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing can be exported: this result could not be read.")).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
});

test("on a phone it is in the list's menu", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openEvents(page, `account=${KEY}&window=90d`);
  await expect(button(page)).toBeHidden();
  await page.getByRole("button", { name: "List options" }).click();
  await page.getByRole("menuitem", { name: /^Export/ }).click();
  await expect(dialog(page)).toBeVisible();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await take(page);
  await expect(dialog(page).getByText("complete", { exact: true })).toBeVisible();
});

test("a viewer is offered none", async ({ browser, lab }) => {
  addUser(lab, "looker", "correct horse battery", { role: "viewer" });
  const context = await browser.newContext({
    baseURL: lab.url,
    storageState: await signedIn(lab.url, "looker", "correct horse battery"),
  });
  const page = await context.newPage();
  await openEvents(page);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  await expect(button(page)).toHaveCount(0);
  await page.locator("main").getByRole("grid").focus();
  await page.keyboard.press("e");
  await page.waitForTimeout(300);
  await expect(dialog(page)).toHaveCount(0);
  await context.close();
});
