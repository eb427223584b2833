import { expect, type Page } from "playwright/test";

/** Where things are in the panel that goes anywhere, by the names that every reader has. */
export const panel = (page: Page) => page.getByRole("dialog", { name: "Go to" });
export const field = (page: Page) => panel(page).getByRole("combobox");
export const options = (page: Page) => panel(page).getByRole("option");
export const option = (page: Page, name: string | RegExp) => panel(page).getByRole("option", { name });
export const box = (page: Page) => page.getByRole("button", { name: "Go to an id, number, address" });

export async function open(page: Page): Promise<void> {
  await page.keyboard.press(".");
  await expect(field(page)).toBeFocused();
  await expect(options(page).first()).toBeVisible();
}

export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((what) => {
    const data = new DataTransfer();
    data.setData("text/plain", what);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    if (document.activeElement?.dispatchEvent(event)) document.execCommand("insertText", false, what);
  }, text);
}
