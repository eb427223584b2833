import { drawerTitle, openEvents, rows } from "./support/events";
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
