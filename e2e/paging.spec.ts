import { expect, withLab } from "./support/test";
import { onPage, receipt, rowIds, rows } from "./support/events";
import { idOf, stamp } from "./support/lab";
import type { Page } from "playwright/test";

const COUNT = 330;

/** Every id from here to the end of the result, by the button that a reader has. */
async function toTheEnd(page: Page): Promise<string[][]> {
  const pages = [await rowIds(page)];
  const next = page.getByRole("button", { name: "Next page" });
  while (await next.isEnabled()) {
    await next.click();
    await onPage(page, pages.length + 1);
    pages.push(await rowIds(page));
  }
  return pages;
}

const times = (page: Page) =>
  rows(page)
    .locator("time")
    .evaluateAll((all) => all.map((time) => time.getAttribute("datetime") ?? ""));

for (const order of ["newest", "oldest"] as const) {
  const test = withLab({ events: COUNT, order });
  test.describe(`an upstream that lists ${order} first`, () => {
    test("every event stands on exactly one page, newest first", async ({ page, lab }) => {
      await page.goto("/events");
      await expect(rows(page).first()).toBeVisible();
      const { simulator, production } = lab;
      // Events without an id of their own are keyed by the console: those are counted, the rest compared.
      const truth = simulator.truth(production.apiKey);
      const ids = (await toTheEnd(page)).flat();
      expect(ids).toHaveLength(truth.length);
      expect(new Set(ids).size).toBe(truth.length);
      const named = truth.map(({ text }) => idOf(text)).filter(Boolean);
      expect(new Set(ids)).toEqual(new Set([...named, ...ids.filter((id) => id.startsWith("x-"))]));
      await expect(page.getByText(`of ${truth.length}`, { exact: false }).first()).toBeVisible();
    });

    test("100 a page, either way round, first and last", async ({ page, lab }) => {
      const truth = lab.simulator.truth(lab.production.apiKey);
      await page.goto("/events?size=100");
      await expect(rows(page)).toHaveCount(100);
      const newest = await times(page);
      expect(newest).toEqual([...newest].sort().reverse());
      await page.getByRole("button", { name: "Last page" }).click();
      await expect(rows(page)).toHaveCount(truth.length % 100);
      await expect(page.getByRole("button", { name: "Next page" })).toBeDisabled();
      await page.getByRole("button", { name: "First page" }).click();
      await expect.poll(() => times(page)).toEqual(newest);

      await page.getByRole("button", { name: /^Time/ }).last().click();
      await expect(page).toHaveURL(/sort=created_at/);
      await expect(async () => {
        const oldest = await times(page);
        expect(oldest).toEqual([...oldest].sort());
      }).toPass();
      expect(new Set((await toTheEnd(page)).flat()).size).toBe(truth.length);
    });

    test("a page past the end says so and leads to the last", async ({ page, lab }) => {
      await page.goto("/events?page=999");
      await expect(page.getByRole("heading", { name: "The result ends before this page" })).toBeVisible();
      await expect(receipt(page)).toContainText(
        `${lab.simulator.truth(lab.production.apiKey).length} events`,
      );
      await page.getByRole("button", { name: "Go to the last page" }).click();
      await expect(rows(page).first()).toBeVisible();
    });

    test("events that arrive while someone pages move no row", async ({ page, lab }) => {
      await page.goto("/events?size=100");
      await expect(rows(page)).toHaveCount(100);
      const before = lab.simulator.truth(lab.production.apiKey).map(({ text }) => idOf(text));
      const seen = await rowIds(page);
      // Newer than the moment of the first answer: a page that asked anew would begin with them.
      await page.waitForTimeout(1100);
      const fresh = lab.simulator.addEvents(
        lab.production.apiKey,
        Array.from({ length: 7 }, () => ({ event_type: "USER_STATUS", created_at: stamp(Date.now()) })),
      );
      const pages = await toTheEnd(page);
      expect(pages[0]).toEqual(seen);
      const ids = pages.flat();
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBe(before.length);
      for (const id of fresh) expect(ids).not.toContain(id);
      await page.goto("/events?size=100");
      await expect(rows(page)).toHaveCount(100);
    });
  });
}
