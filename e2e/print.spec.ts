import { drawerTitle, openEvents, rowIds, rows } from "./support/events";
import { webhookChange } from "./support/lab";
import { expect, test } from "./support/test";

test("an event prints whole: no header, no buttons, its raw text uncut", async ({ page, lab }) => {
  const { id, text } = webhookChange(lab);
  await page.goto(`/events/${id}`);
  await expect(page.getByText("voice.acme.example").first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("header")).toBeHidden();
  await expect(page.getByRole("button", { name: "Copy", exact: true })).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const raw = page.locator("pre");
  await expect(raw).toBeVisible();
  expect(await raw.textContent()).toBe(text);
  // Nothing of it lies behind a scroll bar that paper has not.
  expect(await raw.evaluate((pre) => pre.scrollHeight - pre.clientHeight)).toBeLessThanOrEqual(1);
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.byteLength).toBeGreaterThan(5000);
});

test("a list prints all its rows and its receipt, without controls", async ({ page }) => {
  await openEvents(page, "size=100");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("header").first()).toBeHidden();
  await expect(page.locator("search")).toBeHidden();
  await expect(page.locator("main [role=status]").first()).toBeVisible();
  const last = await rows(page).last().boundingBox();
  const body = await page.evaluate(() => document.body.scrollHeight);
  expect(last && last.y + last.height).toBeLessThanOrEqual(body + 1);
  await page.emulateMedia({ media: "screen" });
  await rows(page).first().locator("td.c-type").click();
  await expect(drawerTitle(page)).toBeVisible();
});

test("chosen rows print alone, whole, with what was asked and their count", async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await openEvents(page, "search_text=Support");
  const ids = await rowIds(page);
  await rows(page).nth(2).getByRole("checkbox").check();
  await rows(page).nth(0).getByRole("checkbox").check();
  await page.getByRole("group", { name: "Selection" }).getByRole("button", { name: "Print" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-printed");
  await page.emulateMedia({ media: "print" });
  const printed = page.getByRole("table", { name: "Chosen events" }).locator("tbody tr");
  await expect(printed).toHaveCount(2);
  await expect(printed.nth(0)).toContainText(ids[0] ?? "?");
  await expect(printed.nth(1)).toContainText(ids[2] ?? "?");
  await expect(rows(page).first()).toBeHidden();
  await expect(page.getByText(/^2 events of [\d,]+, chosen by the reader/)).toBeVisible();
  await expect(page.locator("main > p").filter({ hasText: "Support" })).toBeVisible();
  await expect(page.locator("main [role=status]").first()).toBeVisible();
  // Nothing is cut.
  const cut = await printed
    .locator("td")
    .evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length);
  expect(cut).toBe(0);
  // Printing ends with the print: what follows prints the list again.
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(printed).toHaveCount(0);
  await expect(rows(page).first()).toBeVisible();
});
