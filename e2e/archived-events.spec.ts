import type { Page } from "playwright/test";
import { untilArchived } from "./support/archived";
import { openEvents, receipt, rowIds, rows, sideways } from "./support/events";
import { INCIDENT, stamp, webhookChange } from "./support/lab";
import { expect, withLab } from "./support/test";

/** The list of events where there is an archive: filters, facets and proof that Vonage alone cannot give. */
const test = withLab({ events: 3000, archive: true, env: { AUDIT_SYNC_SECONDS: "5" } });
test.use({ viewport: { width: 1440, height: 900 } });

const facets = (page: Page) => page.getByRole("complementary", { name: "Facets" });
const params = (page: Page) => new URL(page.url()).searchParams;
const hour = `around=${stamp(INCIDENT)}&pm=1h`;

test.beforeEach(async ({ page, lab }) => untilArchived(page, lab));

test("a click on a facet asks for its value, another takes it back; nothing vanishes", async ({
  page,
  lab,
}) => {
  await openEvents(page, hour);
  const actor = facets(page).getByRole("region", { name: /^Actor/ });
  await expect(actor.getByRole("listitem").first()).toBeVisible();
  const before = await actor.getByRole("listitem").count();
  await actor.getByRole("button", { name: "jonas.hale@acme.example", exact: true }).click();
  await expect(page).toHaveURL(/user=jonas\.hale/);
  const truth = lab.simulator
    .truth(lab.production.apiKey)
    .filter(
      ({ at, text }) =>
        at !== null &&
        Math.abs(at * 1000 - INCIDENT.getTime()) <= 3_600_000 &&
        text.includes('"user_email":"jonas.hale@acme.example"'),
    );
  await expect(receipt(page)).toContainText(`${truth.length} event`);
  await expect.poll(async () => (await rowIds(page)).length).toBe(truth.length);
  // The others stay, with their counts without this filter.
  await expect(actor.getByRole("listitem")).toHaveCount(before);
  await actor.getByRole("button", { name: "jonas.hale@acme.example", pressed: true, exact: true }).click();
  await expect(page).not.toHaveURL(/user=/);
  await page.goBack();
  await expect(page).toHaveURL(/user=jonas\.hale/);
});

test("what was seen for the first time is marked, the first event and those after it; else nothing is", async ({
  page,
}) => {
  await openEvents(page, `${hour}&country=SC`);
  const login = rows(page).filter({ hasText: "USER_LOGIN" });
  const mark = login.getByTitle(/^first event ever with this address and country, in all coverage since /);
  await expect(mark).toHaveText(/^1st/);
  const change = rows(page).filter({ hasText: "NUMBER_LINKED" });
  await expect(change.getByTitle(/^this address and country was first seen 9 min earlier/)).toHaveText(
    /^\+9 min/,
  );
  // A host stands in what the event set: marked where it is told.
  const number = rows(page).filter({ hasText: "sip:9@qx9-relay.example" });
  await expect(number.locator(".c-what").getByTitle(/^first event ever with this host/)).toHaveText(/^1st/);
  const webhooks = rows(page).filter({ hasText: "webhooks at" });
  await expect(
    webhooks.locator(".c-what").getByTitle(/^this host was first seen 17 s earlier, in all/),
  ).toHaveText(/^\+17 s/);
  await openEvents(page, `${hour}&exclude_event_type=USER_LOGIN&ip=192.0.2.0/24`);
  await expect(rows(page).first()).toBeVisible();
  await expect(page.locator(".first-mark")).toHaveCount(0);
});

test("a type is left out by its minus, and by the picker", async ({ page }) => {
  await openEvents(page, hour);
  const types = facets(page).getByRole("region", { name: /^Type/ });
  await types.getByRole("button", { name: "USER_LOGIN", exact: true }).hover();
  await types.getByRole("button", { name: "Leave out USER_LOGIN", exact: true }).click();
  expect(params(page).get("exclude_event_type")).toBe("USER_LOGIN");
  await expect(page.getByRole("button", { name: "Types All but 1" })).toBeVisible();
  await expect(rows(page).filter({ hasText: "USER_LOGIN" })).toHaveCount(0);
  await page.getByRole("button", { name: /^Types/ }).click();
  const picker = page.getByRole("dialog", { name: "Types" });
  await expect(picker.getByRole("button", { name: "Exclude", pressed: true })).toBeVisible();
  await picker.getByRole("checkbox", { name: /^USER_LOGOUT/ }).check();
  await picker.getByRole("button", { name: "Apply: all but 2" }).click();
  await expect(page).toHaveURL(/exclude_event_type=USER_LOGIN(,|%2C)USER_LOGOUT/);
});

test("addresses, blocks and countries are typed; a wrong one names its field and asks nothing", async ({
  page,
}) => {
  await openEvents(page, hour);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const panel = page.getByRole("dialog", { name: "Filter" });
  await panel.getByLabel("Address").fill("203.0.113.0/24, 999");
  await expect(panel.getByText(/An address is IPv4 or IPv6/)).toBeVisible();
  await expect(panel.getByRole("button", { name: "Apply" })).toBeDisabled();
  await panel.getByLabel("Address").fill("203.0.113.0/24");
  await panel.getByLabel("Country").fill("sc");
  await panel.getByLabel("Country").press("Enter");
  await expect(panel).toBeHidden();
  expect(params(page).get("ip")).toBe("203.0.113.0/24");
  expect(params(page).get("country")).toBe("SC");
  await expect.poll(() => rows(page).count()).toBe(8);
  await page.getByRole("button", { name: "Clear all" }).click();
  expect([...params(page).keys()].sort()).toEqual(["around", "pm"]);
});

test("zero over a settled window is proof, and says so; sign-ins are not", async ({ page }) => {
  const settled = "date_from=2026-01-01&date_to=2026-01-31";
  await page.goto(`/events?${settled}&event_type=ACCOUNT_SECRET_DELETE&country=SC`);
  await expect(page.getByRole("heading", { name: "No such event happened" })).toBeVisible();
  await expect(receipt(page)).toContainText("complete");
  await expect(receipt(page)).not.toContainText("proof");
  await page.goto(`/events?${settled}&event_type=USER_LOGIN&country=SC`);
  await expect(page.getByRole("heading", { name: /^None recorded/ })).toBeVisible();
  await expect(page.getByText("Premium Support")).toBeVisible();
});

test("what stood before is derived from the archive, however long ago", async ({ page, lab }) => {
  const { id } = webhookChange(lab);
  await page.goto(`/events/${id}`);
  await expect(page.getByText("voice.acme.example").first()).toBeVisible();
  await expect(page.getByText("derived").first()).toBeVisible();
});

test("narrower, the facets stand behind a button, and nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openEvents(page, hour);
  await expect(facets(page)).toBeHidden();
  await page.getByRole("button", { name: "Filters" }).click();
  const panel = page.getByRole("dialog", { name: "Filters" });
  await panel.getByRole("button", { name: /^SC Seychelles/ }).click();
  await expect(page).toHaveURL(/country=SC/);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
});

test("the upstream gone, lists are answered from what is held, and say up to when", async ({ page, lab }) => {
  lab.simulator.setFaults([{ fault: { kind: "status", status: 503 } }]);
  await openEvents(page, "window=30d");
  await expect(rows(page).first()).toBeVisible();
  await expect(receipt(page)).toContainText(/still open|archive only/);
  await expect(
    facets(page).getByRole("button", { name: "jonas.hale@acme.example", exact: true }),
  ).toBeVisible();
  lab.simulator.setFaults([]);
});
