import { rows } from "./support/events";
import { KB, scriptsOf, sum } from "./support/scripts";
import { expect, test } from "./support/test";

/** The list, its columns and the shape of time; an empty page of the console is 150 KB more. */
const MOST = 84 * KB;

test("the page of events costs little more script than an empty one", async ({ page }, info) => {
  // "Nothing is here" has the root layout and its providers, and nothing else.
  const empty = sum(await scriptsOf(page, "/no-such-page"));
  await page.context().clearCookies({ name: "prefs" });
  const events = sum(await scriptsOf(page, "/events"));
  await expect(rows(page).first()).toBeVisible();
  const words = `first load: ${(events / KB).toFixed(1)} KB, empty page ${(empty / KB).toFixed(1)} KB, difference ${((events - empty) / KB).toFixed(1)} KB`;
  info.annotations.push({ type: "first-load", description: words });
  expect(empty, words).toBeGreaterThan(50 * KB);
  expect(events - empty, words).toBeLessThanOrEqual(MOST);
});

test("popovers, the drawer and the list of keys come when they are wanted", async ({ page }) => {
  const first = await scriptsOf(page, "/events");
  const later = new Set<string>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith(".js") && !first.has(pathname)) later.add(pathname);
  });
  await page.getByRole("button", { name: /^Time window/ }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  expect(later.size).toBeGreaterThan(0);
});
