import type { Page, Route } from "playwright/test";
import { untilArchived } from "./support/archived";
import { drawer, drawerTitle, openEvents, receipt, rows } from "./support/events";
import { webhookChange } from "./support/lab";
import { expect, withLab } from "./support/test";

const test = withLab({ archive: true, events: 1500 });
test.beforeEach(({ page, lab }) => untilArchived(page, lab));

const LIST = /\/api\/events\?/;
const SUMMARY = /\/api\/events\/summary\?/;
const TYPES = /\/api\/event-types\?/;
const HISTORY = /\/api\/events\/[^/]+\/history\?/;

const histogram = (page: Page) => page.getByRole("region", { name: "Histogram" });
const facets = (page: Page) => page.getByRole("complementary", { name: "Facets" });
const bars = (page: Page) => histogram(page).getByRole("listbox");
const value = (page: Page, name: RegExp) => facets(page).getByRole("button", { name }).first();

/** The console answers this with a failure of its own, as it does when its disk or its memory gives out. */
const fail = (page: Page, path: RegExp) =>
  page.route(path, (route) =>
    route.fulfill({
      status: 500,
      contentType: "application/problem+json",
      body: JSON.stringify({
        type: "",
        title: "",
        status: 500,
        code: "internal",
        detail: "It broke.",
        requestId: "r",
      }),
    }),
  );

/** Answers to this wait until they are let through. */
async function hold(page: Page, path: RegExp): Promise<() => Promise<void>> {
  const held: Route[] = [];
  await page.route(path, (route) => void held.push(route));
  return async () => {
    await page.unroute(path);
    await Promise.all(held.map((route) => route.continue().catch(() => {})));
  };
}

test("a list that fails says so; bars and facets go on, and another try brings it back", async ({ page }) => {
  await openEvents(page, "window=90d");
  await expect(value(page, /^APP_UPDATE/)).toBeVisible();
  await fail(page, LIST);
  await value(page, /^APP_UPDATE/).click();
  await expect(page.getByRole("heading", { name: "This result could not be read" })).toBeVisible();
  await expect(receipt(page)).toContainText("Not known");
  await expect(page.getByText(/No such event|None recorded|^0 events/)).toHaveCount(0);
  await expect(value(page, /^APP_UPDATE/)).toHaveAttribute("aria-pressed", "true");
  await expect(facets(page).getByRole("alert")).toHaveCount(0);
  await expect(histogram(page).getByRole("alert")).toHaveCount(0);
  await page.unroute(LIST);
  await page.getByRole("main").getByRole("button", { name: "Try again" }).click();
  await expect(rows(page).first()).toBeVisible();
});

test("a list that is slow keeps its old rows, quieter, and all changes at once when it comes", async ({
  page,
}) => {
  await openEvents(page, "window=90d");
  await expect(bars(page)).toBeVisible();
  const before = await rows(page).count();
  const letIn = await hold(page, LIST);
  await value(page, /^APP_UPDATE/).click();
  await expect(receipt(page)).toContainText("updating");
  await expect(rows(page)).toHaveCount(before);
  await expect(histogram(page)).toHaveAttribute("aria-busy", "true");
  await letIn();
  await expect(receipt(page)).not.toContainText("updating");
  await expect(rows(page).filter({ hasNotText: "APP_UPDATE" })).toHaveCount(0);
  await expect(histogram(page)).not.toHaveAttribute("aria-busy", "true");
});

test("bars and facets that are slow hold no row back, and leave their places free", async ({ page }) => {
  const letIn = await hold(page, SUMMARY);
  await openEvents(page, "window=90d");
  await expect(rows(page).first()).toBeVisible();
  await expect(receipt(page)).toContainText(/complete|still open/);
  await expect(bars(page)).toHaveCount(0);
  const place = await histogram(page).boundingBox();
  await letIn();
  await expect(bars(page)).toBeVisible();
  await expect(value(page, /^APP_UPDATE/)).toBeVisible();
  expect(await histogram(page).boundingBox()).toEqual(place);
});

test("types that cannot be read are told in the picker; what is chosen stays, and the list with it", async ({
  page,
}) => {
  await fail(page, TYPES);
  await openEvents(page, "event_type=APP_UPDATE");
  await page.getByRole("button", { name: /^Types/ }).click();
  const picker = page.getByRole("dialog");
  await expect(picker.getByRole("alert")).toContainText("The list of types could not be read: It broke.");
  await expect(picker.getByText(/^No known type/)).toHaveCount(0);
  // While the picker has the focus, the list has no role; it stands there all the same.
  await expect(page.locator("tr[data-event-id]").first()).toBeVisible();
  await page.unroute(TYPES);
  await picker.getByRole("button", { name: "Try again" }).click();
  await expect(picker.getByRole("checkbox", { name: /^APP_UPDATE/ })).toBeChecked();
});

test("the drawer is drawn from the row; each of its parts waits, fails and comes back alone", async ({
  page,
  lab,
}) => {
  const { id } = webhookChange(lab);
  await openEvents(page, "event_type=APP_UPDATE&window=90d");
  const letIn = await hold(page, LIST);
  await fail(page, HISTORY);
  await page.locator(`tr[data-event-id="${id}"] td.c-type`).click();
  await expect(drawerTitle(page)).toBeVisible();
  await expect(drawer(page).getByRole("region", { name: "Context" })).toContainText("qx9-relay.example");
  await expect(drawer(page).getByText("What stood before could not be read: It broke.")).toBeVisible();
  await expect(drawer(page).getByText("Reading what is around it…")).toBeVisible();
  await letIn();
  await expect(drawer(page).getByText("Open this window as a list")).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  await page.unroute(HISTORY);
  await drawer(page).getByRole("button", { name: "Try again" }).click();
  await expect(drawer(page).getByText("voice.acme.example").first()).toBeVisible();
});
