import { expect, type Page } from "playwright/test";
import { hydrated } from "./events";

export const NUMBER = "447700900678";
/** The timeline of the number that the incident is about. */
export const PAGE = `/timeline/number/${NUMBER}`;

export const state = (page: Page) => page.getByRole("complementary", { name: "State" }).getByRole("table");
export const field = (page: Page, name: string) =>
  state(page).getByRole("row", { name: new RegExp(`^${name} `) });

export async function openTimeline(page: Page, path = PAGE): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await hydrated(page);
}
