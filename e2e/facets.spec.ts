import type { Page } from "playwright/test";
import { untilArchived } from "./support/archived";
import { findings, still } from "./support/axe";
import { hydrated, openEvents, receipt, rows } from "./support/events";
import { INCIDENT, stamp } from "./support/lab";
import { expect, withLab } from "./support/test";

/** What the events carry, beside the list: asked for and left out by one click each. */
const test = withLab({ events: 3000, archive: true, env: { AUDIT_SYNC_SECONDS: "5" } });
test.use({ viewport: { width: 1440, height: 900 } });
test.beforeEach(async ({ page, lab }) => untilArchived(page, lab));

const month = `date_from=${stamp(INCIDENT.getTime() - 30 * 86_400_000)}&date_to=${stamp(INCIDENT.getTime() + 3_600_000)}`;
const hour = `around=${stamp(INCIDENT)}&pm=1h`;
const facet = (page: Page, name: RegExp) =>
  page.getByRole("complementary", { name: "Facets" }).getByRole("region", { name });
/** A value's own button, marked as new or not. */
const named = (text: string) => new RegExp(`^${text.replaceAll(".", "\\.")}( ?new)?$`);
const value = (page: Page, name: RegExp, text: string) =>
  facet(page, name).getByRole("button", { name: named(text) });
const params = (page: Page) => new URL(page.url()).searchParams;
const total = async (page: Page): Promise<number> =>
  Number(((await receipt(page).textContent()) ?? "").replace(/ event.*/, "").replaceAll(",", ""));
/** The count that stands in a value's row. */
const countOf = async (page: Page, name: RegExp, text: string): Promise<number> => {
  const row = facet(page, name)
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: named(text) }) });
  return Number(
    /([\d,]+)\s*$/.exec((await row.locator("> span").first().textContent()) ?? "")?.[1]?.replaceAll(",", ""),
  );
};

async function open(page: Page, query: string): Promise<void> {
  await openEvents(page, query);
  await expect(facet(page, /^Type/).getByRole("listitem").first()).toBeVisible();
}

test("a count is what the click gives; another value joins it; the others stay in their places", async ({
  page,
}) => {
  await open(page, month);
  const spain = await countOf(page, /^Country/, "ES Spain");
  const britain = await countOf(page, /^Country/, "GB United Kingdom");
  const order = await facet(page, /^Country/)
    .getByRole("listitem")
    .allTextContents();
  await value(page, /^Country/, "GB United Kingdom").click();
  await expect(receipt(page)).toContainText(`${britain.toLocaleString("en")} event`);
  await value(page, /^Country/, "ES Spain").click();
  await expect(receipt(page)).toContainText(`${(spain + britain).toLocaleString("en")} event`);
  expect(params(page).get("country")).toBe("GB,ES");
  // Chosen ones are ticked: not told by their colour alone.
  await expect(facet(page, /^Country/).locator("li:has([aria-pressed=true]) > svg")).toHaveCount(2);
  await expect(facet(page, /^Country/).locator("li > svg")).toHaveCount(2);
  await expect(facet(page, /^Country/).getByRole("listitem")).toHaveText(order);
  await page.goBack();
  await expect(value(page, /^Country/, "ES Spain")).toHaveAttribute("aria-pressed", "false");
  await expect(receipt(page)).toContainText(`${britain.toLocaleString("en")} event`);
});

test("any value is left out by its minus, and shown again", async ({ page }) => {
  await open(page, hour);
  const all = await total(page);
  const seychelles = await countOf(page, /^Country/, "SC Seychelles");
  expect(seychelles).toBeGreaterThan(0);
  await value(page, /^Country/, "SC Seychelles").hover();
  await facet(page, /^Country/)
    .getByRole("button", { name: "Leave out SC" })
    .click();
  await expect(receipt(page)).toContainText(`${all - seychelles} event`);
  expect(params(page).get("exclude_country")).toBe("SC");
  await expect(page.getByRole("button", { name: "Remove: Country is not SC" })).toBeVisible();
  // What is left out stays listed, with the events it would bring back.
  await expect(
    facet(page, /^Country/)
      .getByRole("listitem")
      .filter({ hasText: "Seychelles" }),
  ).toContainText(`≠ ${seychelles}`);
  await facet(page, /^Country/)
    .getByRole("button", { name: "Show SC again" })
    .click();
  await expect(receipt(page)).toContainText(`${all} events`);
});

test("a chosen value stays, also at 0", async ({ page }) => {
  // There is no list to wait for.
  await page.goto(`/events?${hour}&country=SC&event_type=AUTORELOAD_DISABLE`);
  await hydrated(page);
  await expect(receipt(page)).toContainText("0 events");
  await expect(value(page, /^Country/, "SC Seychelles")).toHaveAttribute("aria-pressed", "true");
  await expect(value(page, /^Type/, "AUTORELOAD_DISABLE")).toHaveAttribute("aria-pressed", "true");
  await value(page, /^Type/, "AUTORELOAD_DISABLE").click();
  // The list and its facets come one after the other.
  const agree = async () => {
    const counted = await total(page);
    return counted > 0 && counted === (await countOf(page, /^Country/, "SC Seychelles"));
  };
  await expect.poll(agree).toBe(true);
});

test("new and rare values always stand there; the rest is found, or shown when asked", async ({ page }) => {
  await open(page, month);
  await expect(
    facet(page, /^Address/)
      .getByRole("listitem")
      .filter({ hasText: "203.0.113.77" }),
  ).toContainText("new");
  await expect(facet(page, /^Type/).getByText("Rare, newest first")).toBeVisible();
  const few = await facet(page, /^Type/).getByRole("listitem").count();
  await facet(page, /^Type/)
    .getByRole("button", { name: /^\d+ more$/ })
    .click();
  expect(await facet(page, /^Type/).getByRole("listitem").count()).toBeGreaterThan(few);
  await facet(page, /^Type/).getByRole("button", { name: "Fewer" }).click();
  await facet(page, /^Type/).getByRole("button", { name: "Search in Type" }).click();
  await page.keyboard.type("whitelist");
  await expect(facet(page, /^Type/).getByRole("listitem")).toHaveText([/^IP_WHITELIST/]);
  await page.keyboard.press("Escape");
  await expect(facet(page, /^Type/).getByRole("listitem")).toHaveCount(few);
});

test("of a facet with very many values a search finds those that did not come along", async ({
  page,
  lab,
}) => {
  await open(page, "");
  const resource = facet(page, /^Resource/);
  const numbers = lab.simulator
    .truth(lab.production.apiKey)
    .flatMap(({ text }) => /"msisdn":"(\d+)"/.exec(text)?.[1] ?? []);
  const counts = new Map<string, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const [rare] = [...counts].toSorted((a, b) => a[1] - b[1] || (a[0] < b[0] ? 1 : -1));
  await resource.getByRole("button", { name: "Search in Resource" }).click();
  await page.keyboard.type(rare?.[0] ?? "");
  await expect(resource.getByRole("listitem").first()).toContainText(rare?.[0] ?? "");
  await resource
    .getByRole("button", { name: `number ${rare?.[0]}` })
    .first()
    .click();
  expect(params(page).get("resource")).toBe(`number:${rare?.[0]}`);
  await expect(rows(page).first()).toBeVisible();
});

test("what is folded away stays folded", async ({ page }) => {
  await open(page, hour);
  await facet(page, /^Source/)
    .getByRole("button", { name: /^Source/ })
    .click();
  await expect(value(page, /^Source/, "CD Customer Dashboard")).toBeHidden();
  await page.reload();
  await expect(facet(page, /^Type/).getByRole("listitem").first()).toBeVisible();
  await expect(facet(page, /^Source/).getByRole("button", { name: /^Source/ })).toHaveAttribute(
    "aria-expanded",
    "false",
  );
  await expect(value(page, /^Source/, "CD Customer Dashboard")).toBeHidden();
});

test("by keyboard: arrows go through the values, Enter asks for one, - leaves it out", async ({ page }) => {
  await open(page, month);
  await value(page, /^Country/, "ES Spain").focus();
  await page.keyboard.press("ArrowDown");
  await expect(value(page, /^Country/, "GB United Kingdom")).toBeFocused();
  await page.keyboard.press("Enter");
  expect(params(page).get("country")).toBe("GB");
  await expect(value(page, /^Country/, "GB United Kingdom")).toBeFocused();
  await page.keyboard.press("-");
  await expect(page).toHaveURL(/exclude_country=GB/);
  expect(params(page).get("country")).toBeNull();
  await expect(value(page, /^Country/, "GB United Kingdom")).toBeFocused();
});

test("of all accounts each has its count, and a click reads it alone", async ({ page, lab }) => {
  await open(page, `account=*&${month}`);
  const one = await countOf(page, /^Account/, lab.emea.name);
  await value(page, /^Account/, lab.emea.name).click();
  expect(params(page).get("account")).toBe(lab.emea.apiKey);
  await expect(receipt(page)).toContainText(`${one.toLocaleString("en")} event`);
  await expect(facet(page, /^Account/)).toHaveCount(0);
});

test("on a phone they are a sheet that says what is left, and shows it", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openEvents(page, hour);
  await page.getByRole("button", { name: "Filters" }).click();
  const sheet = page.getByRole("dialog", { name: "Filters" });
  await sheet.getByRole("button", { name: "Leave out SC" }).click();
  await expect(page).toHaveURL(/exclude_country=SC/);
  await expect(receipt(page)).toContainText("event");
  await expect(sheet.getByRole("button", { name: /^Show \d+ events?$/ })).toBeVisible();
  const left = await total(page);
  await sheet.getByRole("button", { name: `Show ${left} event` }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("button", { name: "Filters, 1 set" })).toBeFocused();
  await expect(rows(page)).toHaveCount(left);
});

test("where nothing stands beside the list they come from the left, keep the focus and give it back", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await openEvents(page, hour);
  await expect(page.getByRole("button", { name: "Filter", exact: true })).toBeHidden();
  const button = page.getByRole("button", { name: "Filters" });
  await button.focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Filters" });
  await expect.poll(() => sheet.boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: 768 });
  const first = sheet.getByRole("button", { name: "Enter values" });
  await expect(first).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(sheet.getByRole("button", { name: /^Show / })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(first).toBeFocused();
  // What no count lists is typed: a block of addresses.
  await page.keyboard.press("Enter");
  await sheet.getByLabel("Address").fill("203.0.113.0/24");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/ip=203\.0\.113\.0\/24/);
  await expect(sheet.getByRole("button", { name: "Show 8 events" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("button", { name: "Filters, 1 set" })).toBeFocused();
  await expect(rows(page)).toHaveCount(8);
});

test("on a phone every type is chosen in the sheet too", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openEvents(page, hour);
  await expect(page.getByRole("button", { name: /^Types/ })).toBeHidden();
  await page.getByRole("button", { name: "Filters" }).click();
  const sheet = page.getByRole("dialog", { name: "Filters" });
  await expect.poll(() => sheet.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await sheet.getByRole("button", { name: "All types" }).click();
  await sheet.getByRole("checkbox", { name: /^APP_UPDATE/ }).check();
  await sheet.getByRole("button", { name: "Apply 1" }).click();
  await expect(page).toHaveURL(/event_type=APP_UPDATE/);
  await expect(sheet.getByRole("button", { name: /^Show \d+ events?$/ })).toBeVisible();
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("button", { name: "Filters, 1 set" })).toBeFocused();
});

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme, contextOptions: { reducedMotion: "reduce" } });
    test("axe finds nothing, with values chosen, left out and searched", async ({ page }) => {
      await open(page, `${month}&country=ES&exclude_event_type=USER_LOGIN`);
      await facet(page, /^Actor/)
        .getByRole("button", { name: "Search in Actor" })
        .click();
      await page.keyboard.type("zzz");
      await value(page, /^Country/, "ES Spain").hover();
      await still(page);
      expect(await findings(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole("button", { name: /^Filters/ }).click();
      await expect(page.getByRole("dialog", { name: "Filters" })).toBeVisible();
      await still(page);
      expect(await findings(page)).toEqual([]);
    });
  });
}
