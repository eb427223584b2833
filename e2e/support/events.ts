import { expect, type Page } from "playwright/test";

/** Where things are on the page of events, by the names that every reader has. */
export const grid = (page: Page) => page.getByRole("grid", { name: "Events" });
export const rows = (page: Page) => grid(page).locator("tbody tr[data-event-id]");
export const rowOf = (page: Page, id: string) => grid(page).locator(`tbody tr[data-event-id="${id}"]`);
export const receipt = (page: Page) => page.locator("main [role=status]").first();
export const drawer = (page: Page) => page.locator("section:has([data-drawer-title])");
export const drawerTitle = (page: Page) => page.locator("[data-drawer-title]");

export const rowIds = (page: Page): Promise<string[]> =>
  rows(page).evaluateAll((all) => all.map((row) => row.getAttribute("data-event-id") ?? ""));

/** The rows are those of this page: the footer tells it from the answer, while the address is ahead of it. */
export async function onPage(page: Page, number: number): Promise<void> {
  await expect(page.getByText(`Page ${number} of `)).toBeVisible();
}

/** Opens a list and waits until its page can be used: scripts run, rows stand. */
export async function openEvents(page: Page, query = ""): Promise<void> {
  await page.goto(`/events${query ? `?${query}` : ""}`);
  await expect(grid(page)).toBeVisible();
  await hydrated(page);
}

/** React has taken over the page: a key or click before that would be lost. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const root = document.querySelector("main, header");
    return root !== null && Object.keys(root).some((key) => key.startsWith("__react"));
  });
  // Effects run after that, Next's own hold on the browser's history among them.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
}

/** Has the whole page no sideways scroll? */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
