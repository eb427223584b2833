import type { Page } from "playwright/test";
import { openEvents, receipt, rowIds, rowOf, rows } from "./support/events";
import { INCIDENT, stamp } from "./support/lab";
import { expect, test } from "./support/test";

const params = (page: Page) => new URL(page.url()).searchParams;
const chips = (page: Page) => page.getByRole("group", { name: "Filters that are set" });
const day = stamp(INCIDENT).slice(0, 10);

/** The types in the list, each once. */
async function typesShown(page: Page): Promise<string[]> {
  const types = await rows(page).locator("td.c-type").allInnerTexts();
  return [...new Set(types.map((type) => type.trim()))].sort();
}

async function openWindow(page: Page) {
  await page.getByRole("button", { name: /^Time window/ }).click();
  const panel = page.getByRole("dialog", { name: "Time window" });
  await expect(panel).toBeVisible();
  return panel;
}

test("two types through the picker: grouped, searched, unlisted ones marked", async ({ page, lab }) => {
  // The simulator's story publishes a template: a type that OPTIONS does not list, known once an event showed it.
  await openEvents(page, `account=${lab.production.apiKey}&search_text=verify-en-gb`);
  await expect(rows(page).first()).toContainText("VERIFY_TEMPLATE_PUBLISH");
  await openEvents(page, `account=${lab.production.apiKey}`);
  await page.getByRole("button", { name: /^Types/ }).click();
  const panel = page.getByRole("dialog", { name: "Types" });
  for (const family of ["Account", "App", "Number", "User"])
    await expect(panel.getByRole("group", { name: family, exact: true })).toBeVisible();
  await panel.getByRole("textbox", { name: "Search types" }).fill("template");
  await expect(panel.getByRole("checkbox", { name: /VERIFY_TEMPLATE_PUBLISH.*unlisted/ })).toBeVisible();
  await panel.getByRole("textbox", { name: "Search types" }).fill("number_link");
  await panel.getByRole("checkbox", { name: /^NUMBER_LINKED/ }).check();
  await panel.getByRole("textbox", { name: "Search types" }).fill("app_upd");
  await panel.getByRole("checkbox", { name: /^APP_UPDATE/ }).check();
  await panel.getByRole("textbox", { name: "Search types" }).press("Enter");
  await expect(panel).toBeHidden();

  await expect(chips(page)).toContainText("NUMBER_LINKED");
  expect(params(page).get("event_type")?.split(",").sort()).toEqual(["APP_UPDATE", "NUMBER_LINKED"]);
  await expect.poll(() => typesShown(page)).toEqual(["APP_UPDATE", "NUMBER_LINKED"]);
  const truth = lab.simulator
    .truth(lab.production.apiKey)
    .filter(({ text }) => /"event_type":"(APP_UPDATE|NUMBER_LINKED)"/.test(text));
  await expect(receipt(page)).toContainText(`${truth.length.toLocaleString("en")} events`);
});

test("a window: typed, preset, both ends, around a moment", async ({ page }) => {
  await openEvents(page);
  let panel = await openWindow(page);
  await panel.getByLabel("Type a window").fill(day);
  await expect(panel.getByRole("status").first()).toContainText("00:00:00");
  await panel.getByLabel("Type a window").press("Enter");
  await expect(panel).toBeHidden();
  expect(params(page).get("date_from")).toContain(day);
  await expect
    .poll(async () => {
      const dates = await rows(page)
        .locator("time")
        .evaluateAll((all) => all.map((time) => time.getAttribute("datetime")?.slice(0, 10)));
      return [...new Set(dates)];
    })
    .toEqual([day]);

  panel = await openWindow(page);
  await panel.getByRole("button", { name: "7 d", exact: true }).click();
  await expect(page).toHaveURL(/window=7d/);
  expect(params(page).has("date_from")).toBe(false);

  panel = await openWindow(page);
  await panel.getByLabel("From", { exact: true }).fill(`${day} 16:05:00`);
  await panel.getByLabel("To", { exact: true }).fill(`${day} 16:10:00`);
  await panel.getByRole("button", { name: "Apply" }).click();
  await expect(receipt(page)).toContainText("16:05:00");
  await expect(receipt(page)).toContainText("16:10:00");

  panel = await openWindow(page);
  await panel.getByLabel("Moment", { exact: true }).fill(`${day} 16:09:28`);
  await panel.getByRole("button", { name: "±5m" }).click();
  await panel.getByRole("button", { name: "Apply", exact: true }).click();
  await expect(page).toHaveURL(/around=.*pm=5m/);
  await expect(receipt(page)).toContainText("16:04:28");

  panel = await openWindow(page);
  await panel.getByLabel("Type a window").fill("2026-11-31");
  await expect(panel.getByRole("button", { name: /2026-11-30/ })).toBeVisible();
  await panel.getByLabel("Type a window").fill("whenever");
  await expect(panel.getByLabel("Type a window")).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(page.getByRole("button", { name: /^Time window/ })).toBeFocused();
});

test("text with quotes, braces and backslashes finds its event", async ({ page, lab }) => {
  const text = 'say "hi" {x} \\ y';
  const [id = ""] = lab.simulator.addEvents(lab.production.apiKey, [
    {
      event_type: "USER_UPDATE",
      created_at: stamp(INCIDENT.getTime() - 86_400_000),
      context: { note: text },
    },
  ]);
  await openEvents(page);
  const field = page.getByRole("searchbox", { name: "Text in the event" });
  await field.fill(text);
  await field.press("Enter");
  await expect(receipt(page)).toContainText(/^1 event /);
  expect(await rowIds(page)).toEqual([id]);
  expect(params(page).get("search_text")).toBe(text);
  await expect(chips(page)).toContainText(text);
  await page.reload();
  await expect(rowOf(page, id)).toBeVisible();
  await expect(field).toHaveValue(text);
});

test("chips can be removed one by one, and all at once", async ({ page }) => {
  await openEvents(page, "event_type=APP_UPDATE,NUMBER_LINKED&search_text=Support");
  await chips(page)
    .getByRole("button", { name: /^Remove: .*Support/ })
    .click();
  await expect(page).not.toHaveURL(/search_text/);
  await chips(page)
    .getByRole("button", { name: /^Remove: .*APP_UPDATE/ })
    .click();
  await expect(page).not.toHaveURL(/event_type/);
  await page.goBack();
  await page.goBack();
  await expect(chips(page)).toContainText("Support");
  await chips(page).getByRole("button", { name: "Clear all" }).click();
  await expect(chips(page).getByRole("button")).toHaveCount(0);
  expect([...params(page).keys()]).toEqual([]);
});

test("a ready question sets its types and the list answers it", async ({ page }) => {
  await openEvents(page);
  await page.getByRole("button", { name: "Allow-list changed" }).click();
  await expect(page).toHaveURL(/event_type=IP_WHITELIST_CREATE,IP_WHITELIST_DELETE/);
  await expect
    .poll(async () => {
      const types = await typesShown(page);
      return types.length > 0 && types.every((type) => /^IP_WHITELIST_(CREATE|DELETE)$/.test(type));
    })
    .toBe(true);
});

test("back, forward and reload give the same view", async ({ page }) => {
  await openEvents(page, "as_of=2099-01-01T00:00:00Z");
  await openEvents(page, `around=${stamp(INCIDENT)}&pm=30m`);
  const first = await rowIds(page);
  await page.getByRole("button", { name: "Webhooks changed" }).click();
  await expect(page).toHaveURL(/event_type=/);
  await expect(rows(page)).not.toHaveCount(first.length);
  const second = await rowIds(page);
  await page.goBack();
  await expect.poll(() => rowIds(page)).toEqual(first);
  await page.goForward();
  await expect.poll(() => rowIds(page)).toEqual(second);
  await page.reload();
  await expect.poll(() => rowIds(page)).toEqual(second);
});

test("a wrong address names its field, offers what it may have meant, and asks nothing of Vonage", async ({
  page,
  lab,
}) => {
  for (const [query, field] of [
    ["date_from=2026-11-31", "date_from"],
    ["page=0", "page"],
    ["size=1000", "size"],
    ["sort=id", "sort"],
    ["nonsense=1", "nonsense"],
    ["event_type=A&event_type=B", "event_type"],
    ["window=24h&date_from=2026-11-01", "window"],
  ] as const) {
    lab.simulator.clearCalls();
    await page.goto(`/events?${query}`);
    const alert = page.getByRole("alert").filter({ hasText: "Nothing was asked of Vonage." });
    await expect(alert).toContainText(field);
    await expect(receipt(page)).toContainText("Not known");
    expect(lab.simulator.calls(), query).toEqual([]);
  }
  lab.simulator.clearCalls();
  await page.goto("/events?date_from=2026-11-31");
  await page.getByRole("button", { name: "Use 2026-11-30" }).click();
  await expect(page).toHaveURL(/date_from=2026-11-30/);
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was asked" })).toHaveCount(0);
});
