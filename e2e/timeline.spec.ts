import type { Page } from "playwright/test";
import { untilArchived } from "./support/archived";
import { findings, looks, still } from "./support/axe";
import { drawer, drawerTitle, grid, hydrated, openEvents, rowOf, sideways } from "./support/events";
import { idOf, type Lab, stamp } from "./support/lab";
import { open as openPanel, option } from "./support/palette";
import { expect, withLab } from "./support/test";
import { field, NUMBER, openTimeline, PAGE, state } from "./support/timeline";

const test = withLab({ events: 1500, archive: true, env: { AUDIT_SYNC_SECONDS: "5" } });
test.use({ viewport: { width: 1440, height: 900 } });

const strip = (page: Page) => page.getByRole("slider", { name: "Moment" });
const moment = (page: Page) => page.getByRole("textbox", { name: /^State at/ });
const items = (page: Page) => page.locator("main li[data-event-id]");
const at = (page: Page) => new URL(page.url()).searchParams.get("at");

/** What the simulator knows of the number, oldest first. */
const truth = ({ simulator, production }: Lab) =>
  simulator
    .truth(production.apiKey)
    .filter(({ text }) => text.includes(`"msisdn":"${NUMBER}"`))
    .toSorted((a, b) => a.at - b.at);

test.beforeEach(async ({ page, lab }) => untilArchived(page, lab));

test("from a value in the drawer to its timeline, to its state then, and to what names it in the list", async ({
  page,
  lab,
}) => {
  const last = truth(lab).at(-1);
  if (!last) throw new Error("no event of the number");
  await openEvents(page, `around=${stamp(last.at * 1000)}&pm=5m`);
  await rowOf(page, idOf(last.text)).locator("td.c-type").click();
  await expect(drawerTitle(page)).toBeVisible();
  const more = () => drawer(page).getByRole("button", { name: `Number ${NUMBER}: more` });
  await more().click();
  await expect(page.getByRole("menuitem")).toHaveText([
    "Its timeline",
    /^Its state then/,
    "Events that name it, ± 30 min",
    "All events that name it",
    "Only what names it, in this list",
    "Exclude what names it, in this list",
    "Copy value",
  ]);
  await still(page);
  expect(await findings(page)).toEqual([]);
  // It narrows the list that is open, without loading the page anew.
  await page.getByRole("menuitem", { name: /^Only/ }).click();
  await expect(page).toHaveURL(/around=.*resource=number:447700900678/);
  await expect(drawer(page)).toHaveCount(0);
  await expect(grid(page)).toBeFocused();
  await page.goBack();
  await expect(drawerTitle(page)).toBeFocused();
  await more().click();
  await page.getByRole("menuitem", { name: /^Exclude/ }).click();
  await expect(page).toHaveURL(/around=.*exclude_resource=number:447700900678$/);
  await expect(rowOf(page, idOf(last.text))).toHaveCount(0);
  await page.goBack();
  await expect(drawerTitle(page)).toBeVisible();

  await more().click();
  await page.getByRole("menuitem", { name: "Its state then" }).click();
  await expect(page).toHaveURL(new RegExp(`${PAGE}\\?account=${lab.production.apiKey}&at=`));
  expect(at(page)).toBe(stamp(last.at * 1000));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(NUMBER);
  await expect(field(page, "voice-value")).toContainText("sip:9@qx9-relay.example");
  await expect(field(page, "voice-value")).toContainText("was 447700900012");

  await page.getByRole("link", { name: `Its ${truth(lab).length} events in the list` }).click();
  await expect(page).toHaveURL(/\/events\?account=.*&resource=number:447700900678/);
});

test("its name takes the focus when it is gone to from a page of the console, not when it is loaded", async ({
  page,
}) => {
  await openTimeline(page);
  const name = page.getByRole("heading", { level: 1 });
  await expect(name).not.toBeFocused();
  await openPanel(page);
  await page.keyboard.type("203.0.113.77");
  await option(page, /^Timeline of/).click();
  await expect(page).toHaveURL(/\/timeline\/ip\/203\.0\.113\.77/);
  await expect(name).toContainText("203.0.113.77");
  await expect(name).toBeFocused();
});

test("what an event is of and from has a menu too: all of it, only it, all but it", async ({ page, lab }) => {
  const login = lab.simulator
    .truth(lab.production.apiKey)
    .find(({ text }) => text.includes('"event_type":"USER_LOGIN"') && text.includes('"source_country":'));
  const event = JSON.parse(login?.text ?? "{}") as Record<string, string>;
  const id = event.id ?? "";
  await openEvents(page, `event_type=USER_LOGIN&around=${stamp((login?.at ?? 0) * 1000)}`);
  await rowOf(page, id).locator("td.c-type").click();
  await expect(drawerTitle(page)).toBeVisible();
  for (const [word, value, parameter] of [
    ["Source", event.source, "exclude_source"],
    ["Country", event.source_country, "exclude_country"],
    ["Type", event.event_type, "exclude_event_type"],
  ] as const) {
    await drawer(page)
      .getByRole("button", { name: `${word} ${value}: more` })
      .click();
    await expect(page.getByRole("menuitem")).toHaveText([/^All/, /^Only/, /^Exclude/, "Copy value"]);
    await page.getByRole("menuitem", { name: /^Exclude/ }).click();
    // What was asked for is not left out as well.
    await expect(page).toHaveURL(new RegExp(`[?&]${parameter}=${value}`));
    expect(new URL(page.url()).searchParams.get("event_type")).toBe(word === "Type" ? null : "USER_LOGIN");
    await expect(rowOf(page, id)).toHaveCount(0);
    await page.goBack();
    await expect(drawerTitle(page)).toBeVisible();
    await expect(rowOf(page, id)).toBeVisible();
  }
});

test("what was seen for the first time is marked beside who, from where and what", async ({ page, lab }) => {
  await openTimeline(page);
  const last = truth(lab).at(-1);
  const item = page.locator(`main li[data-event-id="${idOf(last?.text ?? "")}"]`);
  await expect(item.getByTitle(/^first event ever with this host, in all coverage since /)).toHaveText(
    /^1st/,
  );
  await expect(item.getByTitle(/^this address and country was first seen 9 min earlier/)).toHaveText(
    /^\+9 min/,
  );
  // Nothing else that happened to the number was new.
  await expect(page.locator("main .first-mark")).toHaveCount(2);
});

test("p opens the menu of the value that has the focus, and nothing while keys are off", async ({
  page,
  lab,
}) => {
  const last = truth(lab).at(-1);
  await page.goto(`/events/${idOf(last?.text ?? "")}?account=${lab.production.apiKey}`);
  await hydrated(page);
  await page.getByRole("link", { name: NUMBER }).first().focus();
  await page.keyboard.press("p");
  await expect(page.getByRole("menuitem", { name: "Its timeline" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(page.getByRole("button", { name: `Number ${NUMBER}: more` }).first()).toBeFocused();
});

test("every event that names it, newest first, each leading to itself", async ({ page, lab }) => {
  await openTimeline(page);
  const known = truth(lab);
  await expect(items(page)).toHaveCount(known.length);
  const times = await items(page).locator("a.mono").first().textContent();
  expect(times).toBe(stamp((known.at(-1)?.at ?? 0) * 1000).slice(11, 19));
  await expect(items(page).first()).toContainText("voice → sip:9@qx9-relay.example (was tel:447700900012)");
  await expect(items(page).getByRole("link", { name: "Support IVR" }).first()).toHaveAttribute(
    "href",
    /^\/timeline\/app\//,
  );
  await items(page).first().locator("a.mono").first().click();
  await expect(page).toHaveURL(/\/events\/[^/]+\?account=/);
});

test("the state at any moment: from a row, typed, stepped and dragged; the address holds it", async ({
  page,
  lab,
}) => {
  await openTimeline(page);
  const known = truth(lab);
  const steps = [...new Set(known.map((event) => event.at))];
  await expect(strip(page)).toHaveAttribute(
    "aria-valuetext",
    new RegExp(`after change ${steps.length} of ${steps.length}$`),
  );
  const row = items(page).nth(1);
  await row.getByRole("button", { name: /^State here/ }).click();
  expect(at(page)).toBe(stamp((known.at(-2)?.at ?? 0) * 1000));
  await expect(row).toHaveAttribute("aria-current", "true");
  await expect(field(page, "voice-value")).toContainText("447700900012");

  await page.getByRole("button", { name: "Earlier change" }).click();
  expect(at(page)).toBe(stamp((steps.at(-3) ?? 0) * 1000));
  await page.getByRole("button", { name: "Later change" }).click();
  expect(at(page)).toBe(stamp((steps.at(-2) ?? 0) * 1000));

  // Before anything happened to it.
  await moment(page).fill("1 Jan 2020 12:00");
  await moment(page).press("Enter");
  expect(at(page)).toBe("2020-01-01T12:00:00Z");
  await expect(field(page, "voice-value")).toContainText("not known");
  await expect(page.getByText("At this moment nothing had changed yet.")).toBeVisible();
  await moment(page).fill("31 Nov");
  await moment(page).press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "November has 30 days." })).toBeVisible();
  expect(at(page)).toBe("2020-01-01T12:00:00Z");
  await moment(page).press("Escape");

  // Dragged: the state follows before the pointer is let go.
  const box = await strip(page).boundingBox();
  if (!box) throw new Error("no strip");
  await page.mouse.move(box.x + 4, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + 20, { steps: 4 });
  await expect(field(page, "voice-value")).toContainText("447700900012");
  expect(at(page)).toBe("2020-01-01T12:00:00Z");
  await page.mouse.up();
  await expect.poll(() => at(page)).not.toBe("2020-01-01T12:00:00Z");

  await page.reload();
  await hydrated(page);
  await expect(field(page, "voice-value")).toContainText("447700900012");
  await page.getByRole("button", { name: "Now", exact: true }).click();
  expect(at(page)).toBeNull();
  await expect(field(page, "voice-value")).toContainText("sip:9@qx9-relay.example");
});

test("what has come since is asked for by Now; a console that does not answer keeps what stands and says so", async ({
  page,
}) => {
  await openTimeline(page);
  const count = await items(page).count();
  await page.route("**/timeline?account=*", (route) => route.abort());
  await page.getByRole("button", { name: "Now", exact: true }).click();
  await expect(page.getByText(/^What has come since could not be read/)).toBeVisible();
  await expect(items(page)).toHaveCount(count);
  await page.unroute("**/timeline?account=*");
  const answered = page.waitForResponse((response) => response.url().includes("/timeline?account="));
  await page.getByRole("button", { name: "Now", exact: true }).click();
  expect((await answered).status()).toBe(200);
});

test("by keyboard alone: the arrows step from change to change, Home and End go to the ends", async ({
  page,
  lab,
}) => {
  const steps = [...new Set(truth(lab).map((event) => event.at * 1000))];
  await openTimeline(page);
  await strip(page).focus();
  for (const step of steps.toReversed()) {
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => at(page)).toBe(stamp(step));
  }
  await expect(strip(page)).toHaveAttribute("aria-valuenow", "1");
  await page.keyboard.press("ArrowLeft");
  expect(at(page)).toBe(stamp(steps[0] ?? 0));
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => at(page)).toBe(stamp(steps[1] ?? 0));
  await page.keyboard.press("End");
  await expect.poll(() => at(page)).toBeNull();
  await page.keyboard.press("Home");
  await expect.poll(() => at(page)).toBe(stamp(steps[0] ?? 0));
  await expect(strip(page)).toBeFocused();
});

test("a user, whom events only name, has events and no state; older ones come when asked for", async ({
  page,
}) => {
  await openTimeline(page, `/timeline/user/${encodeURIComponent("jonas.hale@acme.example")}`);
  await expect(items(page)).toHaveCount(100);
  await expect(page.getByRole("button", { name: /^State here/ })).toHaveCount(0);
  await expect(page.getByText(/^No event says how it stood/)).toBeVisible();
  await page.getByRole("button", { name: "Older events" }).click();
  await expect.poll(() => items(page).count()).toBeGreaterThan(100);
});

test("what no event names says how far that reaches; what is pasted finds its thing", async ({ page }) => {
  await openTimeline(page, "/timeline/number/4470000000000");
  await expect(page.getByRole("heading", { name: "No event names this number" })).toBeVisible();
  await expect(
    page.getByText(/in all coverage of the account, which reaches back to its first event/),
  ).toBeVisible();

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Timeline" }).click();
  // The page that is left has such a field too.
  await expect(page.getByRole("heading", { name: "Timeline", exact: true })).toBeVisible();
  const search = page.getByRole("textbox", { name: /^Open the timeline/ });
  await search.fill("+44 7700 900678");
  await search.press("Enter");
  await expect(page).toHaveURL(new RegExp(PAGE));
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Timeline");
  await search.fill("Support IVR");
  await search.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Support IVR");
  await search.fill("nothing is called this");
  await search.press("Enter");
  await expect(page.getByRole("heading", { name: "No event names it" })).toBeVisible();
});

for (const { theme, width } of looks(1440, 1024, 390))
  test(`${theme}, ${width}: axe finds nothing, and nothing scrolls sideways`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    for (const path of [
      `${PAGE}?at=2026-01-01T00:00:00Z`,
      "/timeline?find=Support",
      "/timeline/app/no-such-app",
    ]) {
      await openTimeline(page, path);
      await still(page);
      expect(await findings(page), path).toEqual([]);
      expect(await sideways(page), path).toBeLessThanOrEqual(0);
    }
  });

test("on a phone a row's state, the strip and the table stand below each other and work", async ({
  page,
  lab,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openTimeline(page);
  // What moves the moment stands in one line.
  const tops = ["Earlier change", "Later change", "Now"].map(async (name) => {
    const box = await page.getByRole("button", { name, exact: true }).boundingBox();
    return Math.round((box?.y ?? 0) + (box?.height ?? 0) / 2);
  });
  expect(new Set(await Promise.all(tops)).size).toBe(1);
  await items(page)
    .nth(1)
    .getByRole("button", { name: /^State here/ })
    .click();
  expect(at(page)).toBe(stamp((truth(lab).at(-2)?.at ?? 0) * 1000));
  await expect(field(page, "voice-value")).toContainText("447700900012");
  const [list, table] = await Promise.all([items(page).last().boundingBox(), state(page).boundingBox()]);
  expect(table?.y).toBeGreaterThan((list?.y ?? 0) + (list?.height ?? 0) - 1);
});
