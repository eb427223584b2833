import type { Page } from "playwright/test";
import type { FaultRule } from "../simulator/index";
import { drawer, grid, openEvents, receipt, rowIds, rows } from "./support/events";
import { webhookChange } from "./support/lab";
import { expect, withLab } from "./support/test";

// Outages open the console's breaker, so they are played to a console of their own.
const test = withLab({ events: 1200 });
test.afterEach(({ lab }) => {
  lab.simulator.clearFaults();
  lab.simulator.setDelay(0);
});

const fails = (fault: FaultRule["fault"], account?: string): FaultRule[] => [
  { match: { path: "list", ...(account ? { account } : {}) }, fault },
];

/** Whatever failed, it must not read as an empty result. */
async function isNoEmptyResult(page: Page) {
  await expect(page.getByText("None recorded")).toHaveCount(0);
  await expect(page.getByText(/\bno events\b/i)).toHaveCount(0);
  await expect(receipt(page)).toContainText("Not known");
  await expect(receipt(page)).toContainText("failed");
  await expect(grid(page)).toHaveCount(0);
}

test("while another answer is read, the old rows stay and are marked; then all changes at once", async ({
  page,
  lab,
}) => {
  await openEvents(page);
  const before = await rowIds(page);
  lab.simulator.setDelay(1500);
  await page.getByRole("button", { name: "Webhooks changed" }).click();
  await expect(receipt(page)).toContainText("updating");
  await expect(page.locator("main [aria-busy=true]")).toHaveClass(/is-stale/);
  expect(await rowIds(page)).toEqual(before);
  await expect(receipt(page)).not.toContainText("updating");
  expect(await rowIds(page)).not.toEqual(before);
  await expect(page.locator("main .is-stale")).toHaveCount(0);
});

test("rows of one account never stand under the name of another: a skeleton does", async ({ page, lab }) => {
  await openEvents(page, `account=${lab.production.apiKey}`);
  lab.simulator.setDelay(1500);
  await page.evaluate((key) => history.pushState(null, "", `/events?account=${key}`), lab.emea.apiKey);
  await expect(page.locator("main .appear-late").first()).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await expect(receipt(page)).toContainText("Counting…");
  await expect(rows(page).first()).toBeVisible();
});

test("zero rows are no proof, and say so", async ({ page }) => {
  await page.goto("/events?search_text=nothing-carries-this-text");
  await expect(
    page.getByRole("heading", { name: "None recorded, which does not mean none happened" }),
  ).toBeVisible();
  await expect(receipt(page)).toContainText("0 events");
  await expect(receipt(page)).toContainText("complete, not proof");
  await expect(page.getByText(/\bno events\b/i)).toHaveCount(0);
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect(rows(page).first()).toBeVisible();
});

test("zero sign-ins name Premium Support", async ({ page }) => {
  await page.goto("/events?event_type=USER_LOGIN&date_to=2001-01-01");
  await expect(page.getByText("only for accounts with Premium Support")).toBeVisible();
});

test("a refused API key is between the console and Vonage, and the other account still answers", async ({
  page,
  lab,
}) => {
  lab.simulator.setFaults(fails({ kind: "status", status: 401 }, lab.production.apiKey));
  await page.goto(`/events?account=${lab.production.apiKey}`);
  await expect(
    page.getByRole("heading", { name: `Vonage refused the API key ${lab.production.apiKey}` }),
  ).toBeVisible();
  await expect(page.getByText("You are signed in; this is between the console and Vonage.")).toBeVisible();
  await isNoEmptyResult(page);
  await openEvents(page, `account=${lab.emea.apiKey}`);
  await page.goto("/settings/connection");
  await expect(page.locator(`[data-account="${lab.emea.apiKey}"]`)).toContainText("works");
  lab.simulator.clearFaults();
  await page.goto(`/events?account=${lab.production.apiKey}`);
  await expect(rows(page).first()).toBeVisible();
});

for (const [name, fault] of [
  ["an error of Vonage's", { kind: "status", status: 503 }],
  [
    "an answer that is no JSON",
    { kind: "body", text: "<html>Welcome to the hotel</html>", contentType: "text/html" },
  ],
  ["an answer cut in the middle", { kind: "cut", at: 900 }],
  ["a reset connection", { kind: "reset" }],
] as const) {
  test(`${name}: the result could not be read, and nothing is claimed`, async ({ page, lab }) => {
    lab.simulator.setFaults(fails(fault, lab.emea.apiKey));
    const answer = await page.goto(`/events?account=${lab.emea.apiKey}`);
    expect(answer?.headers()["content-type"]).toContain("text/html");
    await expect(page.getByRole("heading", { name: "This result could not be read" })).toBeVisible();
    await expect(page.getByText("How many events match is not known.")).toBeVisible();
    await expect(page.getByText("hotel")).toHaveCount(0);
    await isNoEmptyResult(page);
    lab.simulator.clearFaults();
    await expect(async () => {
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(rows(page).first()).toBeVisible({ timeout: 1500 });
    }).toPass();
  });
}

test("an answer that never comes ends with a sentence within 30 s", async ({ page, lab }) => {
  lab.simulator.setFaults(fails({ kind: "hang" }, lab.emea.apiKey));
  const asked = Date.now();
  await page.goto(`/events?account=${lab.emea.apiKey}`);
  expect(Date.now() - asked).toBeLessThan(30_000);
  await expect(page.getByRole("heading", { name: "This result could not be read" })).toBeVisible();
  await expect(page.getByText(/upstream_timeout · request/)).toBeVisible();
  await isNoEmptyResult(page);
});

test("a throttle is named and waits", async ({ page, lab }) => {
  lab.simulator.setFaults(
    fails({ kind: "status", status: 429, headers: { "Retry-After": "60" } }, lab.emea.apiKey),
  );
  await page.goto(`/events?account=${lab.emea.apiKey}`);
  await expect(page.getByRole("heading", { name: "Vonage asked to slow down" })).toBeVisible();
  await isNoEmptyResult(page);
  // The other account has a budget of its own.
  await openEvents(page, `account=${lab.production.apiKey}`);
});

test("a failure in a filter's answer keeps the filter and says what failed", async ({ page, lab }) => {
  await openEvents(page, `account=${lab.production.apiKey}`);
  lab.simulator.setFaults(fails({ kind: "status", status: 500 }, lab.production.apiKey));
  await page.getByRole("button", { name: "Credentials changed" }).click();
  await expect(page.getByRole("heading", { name: "This result could not be read" })).toBeVisible();
  await isNoEmptyResult(page);
  await expect(page.getByRole("group", { name: "Filters that are set" })).toContainText(
    "ACCOUNT_SECRET_CREATE",
  );
});

test("in the drawer, a part that fails leaves the others", async ({ page, lab }) => {
  const { id } = webhookChange(lab);
  await openEvents(page, `account=${lab.production.apiKey}&event_type=APP_UPDATE`);
  lab.simulator.setFaults(fails({ kind: "status", status: 401 }, lab.production.apiKey));
  await page.locator(`tr[data-event-id="${id}"] td.c-type`).click();
  await expect(drawer(page).getByText(/^What stood before could not be read/)).toBeVisible();
  await expect(drawer(page).getByText(/^The events around it could not be read/)).toBeVisible();
  await expect(drawer(page).getByRole("region", { name: "Context" })).toContainText("qx9-relay.example");
  expect(await drawer(page).locator("pre").textContent()).toContain(id);
  lab.simulator.clearFaults();
  await drawer(page).getByRole("button", { name: "Try again" }).first().click();
  await expect(drawer(page).getByText("voice.acme.example").first()).toBeVisible();
});

test("a failed page of one event names the failure and is no 404", async ({ page, lab }) => {
  const { id } = webhookChange(lab);
  lab.simulator.setFaults([{ match: { path: "event" }, fault: { kind: "status", status: 401 } }]);
  await page.goto(`/events/${id}`);
  await expect(page.getByRole("heading", { name: /^Vonage refused the API key/ })).toBeVisible();
  await expect(page.getByText("No event has this id")).toHaveCount(0);
});
