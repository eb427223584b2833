import type { Page } from "playwright/test";
import { untilArchived } from "./support/archived";
import { findings, looks, still } from "./support/axe";
import { grid, hydrated, openEvents, receipt, rows, sideways } from "./support/events";
import { type Lab, webhookChange } from "./support/lab";
import { box, field, open, option, options, panel, paste } from "./support/palette";
import { addUser, signedIn } from "./support/session";
import { expect, NOBODY, withLab } from "./support/test";

const test = withLab({ events: 1500, archive: true, env: { AUDIT_SYNC_SECONDS: "5" } });

const PASSWORD = "correct horse battery";
const params = (page: Page) => new URL(page.url()).searchParams;

/** A number, an application and an actor that the simulator's events really carry. */
function known(lab: Lab) {
  const { id, text } = webhookChange(lab);
  const number = lab.simulator
    .truth("Acme production")
    .map((event) => /"msisdn":"(\d{8,15})"/.exec(event.text)?.[1])
    .find((found) => found !== undefined);
  const app = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text.replace(id, ""))?.[0];
  if (number === undefined || app === undefined) throw new Error("The simulator names no number or app.");
  return { id, number, app };
}

test.describe("with an archive", () => {
  test.beforeEach(async ({ page, lab }) => untilArchived(page, lab));

  test("a pasted id, number, application, actor, address or block lands where it stands", async ({
    page,
    lab,
    complaints,
  }) => {
    const { id, number, app } = known(lab);
    const { apiKey } = lab.production;
    const shapes = [
      [id, "Open event", "/events/" + id, { account: apiKey }],
      [`+${number}`, /^Timeline of/, `/timeline/number/${number}`, { account: apiKey }],
      [number, "Events that name it", "/events", { account: apiKey, resource: `number:${number}` }],
      [app, /^Timeline of .*events, last/, `/timeline/app/${app}`, { account: apiKey }],
      [
        "jonas.hale@acme.example",
        "Events by this actor",
        "/events",
        { account: apiKey, user: "jonas.hale@acme.example" },
      ],
      ["203.0.113.77", "Events from this address", "/events", { account: apiKey, ip: "203.0.113.77" }],
      ["203.0.113.0/24", "Events from", "/events", { account: apiKey, ip: "203.0.113.0/24" }],
      ["NUMBER_UPDATED", "Events of type", "/events", { account: apiKey, event_type: "NUMBER_UPDATED" }],
      [lab.emea.apiKey, "Events of Acme EMEA", "/events", { account: lab.emea.apiKey }],
      ["Support IVR", /named “Support IVR”/, `/timeline/app/${app}`, { account: apiKey }],
      ["relay", "Search events for", "/events", { account: apiKey, search_text: "relay" }],
    ] as const;
    for (const [text, row, path, asked] of shapes) {
      await openEvents(page, `account=${apiKey}&window=30d`);
      await open(page);
      await paste(page, text);
      await option(page, row).first().hover();
      await expect(option(page, row).first()).toHaveAttribute("aria-selected", "true");
      await page.keyboard.press("Enter");
      await expect(panel(page)).toHaveCount(0);
      await expect(page, text).toHaveURL((url) => url.pathname === path);
      await expect.poll(() => Object.fromEntries(params(page))).toEqual(asked);
      if (path === "/events") await expect(rows(page).first()).toBeVisible();
      else await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    }
    expect(complaints).toEqual({ violations: [], errors: [], dialogs: [] });
  });

  test("how many events name it is told before it is opened; none is said plainly", async ({ page, lab }) => {
    const truth = lab.simulator
      .truth(lab.production.apiKey)
      .filter(({ text }) => text.includes("203.0.113.77")).length;
    await openEvents(page, `account=${lab.production.apiKey}`);
    await open(page);
    await page.keyboard.type("203.0.113.77");
    await expect(option(page, /^Timeline of/)).toContainText(`${truth} events, last `);
    await field(page).fill("203.0.113.250");
    await expect(option(page, /^Timeline of/)).toContainText("no event names it");
    // A failed count is not known, and takes nothing along.
    await page.route("**/api/events?**", (route) => route.abort());
    await field(page).fill("203.0.113.251");
    await expect(option(page, /^Timeline of/)).toContainText("count not known");
    await field(page).fill("zzz");
    await expect(options(page)).toHaveCount(2);
    await expect(panel(page)).toContainText("No page, question, account or recent list has this name");
  });

  test("by keyboard alone: opened, moved in, followed, left; the focus comes back", async ({ page, lab }) => {
    await openEvents(page, `account=${lab.production.apiKey}`);
    await grid(page).focus();
    await open(page);
    const active = async () => {
      const id = await field(page).getAttribute("aria-activedescendant");
      return page.locator(`[id="${id}"]`).evaluate((row) => ({
        text: row.textContent,
        selected: row.getAttribute("aria-selected"),
      }));
    };
    const first = await active();
    expect(first.selected).toBe("true");
    await page.keyboard.press("ArrowDown");
    expect(await active()).not.toEqual(first);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect((await active()).text).toBe(await options(page).last().textContent());
    await page.keyboard.press("ArrowDown");
    expect(await active()).toEqual(first);
    // A dot typed into the field is a dot, and no key of the list acts behind it.
    await page.keyboard.type(".jx?");
    await expect(field(page)).toHaveValue(".jx?");
    await expect(page.getByText("1 event selected")).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(panel(page)).toHaveCount(0);
    await expect(grid(page)).toBeFocused();
    await open(page);
    await page.keyboard.type("archi");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/archive$/);
    await hydrated(page);
    await box(page).press("Enter");
    await page.keyboard.type("webh");
    await page.keyboard.press("Enter");
    await expect.poll(() => params(page).get("event_type")).toContain("NUMBER_LINKED");
  });

  test("Ctrl+Enter and the middle button open another tab and leave this one", async ({ page, context }) => {
    await openEvents(page);
    const here = page.url();
    for (const [gesture, lands] of [
      ["key", "/timeline/ip/203.0.113.77"],
      ["button", "/events"],
    ] as const) {
      await open(page);
      await page.keyboard.type("203.0.113.77");
      const [tab] = await Promise.all([
        context.waitForEvent("page"),
        gesture === "key"
          ? page.keyboard.press("Control+Enter")
          : option(page, /^Events from/).click({ button: "middle" }),
      ]);
      await expect(tab).toHaveURL((url) => url.pathname === lands);
      await tab.close();
      expect(page.url()).toBe(here);
      await expect(panel(page)).toBeVisible();
      await page.keyboard.press("Escape");
    }
  });

  test("what a page put into its memory is no way out of the console", async ({ page }) => {
    await page.goto("/archive");
    await page.evaluate(() => {
      const hostile = ["javascript:alert(1)", "//evil.example", "https://evil.example/events", 7, null];
      localStorage.setItem(
        "recent:demo",
        JSON.stringify([...hostile, "/events?window=nonsense", "/events/e1"]),
      );
    });
    await page.reload();
    await hydrated(page);
    await open(page);
    const recent = panel(page).getByRole("group", { name: "Recent" }).getByRole("option");
    await expect(recent).toHaveCount(1);
    await expect(recent).toHaveAttribute("href", "/events/e1");
    await page.evaluate(() => localStorage.setItem("recent:demo", "{{{"));
    await page.reload();
    await hydrated(page);
    await open(page);
    await expect(recent).toHaveCount(0);
  });

  for (const { theme, width } of looks(1440, 390)) {
    test.describe(() => {
      test.use({
        colorScheme: theme,
        viewport: { width, height: 844 },
        contextOptions: { reducedMotion: "reduce" },
      });
      test(`axe finds nothing at ${width} in ${theme}, and nothing scrolls sideways`, async ({
        page,
        lab,
        complaints,
      }) => {
        await openEvents(page, "window=30d");
        await box(page).click();
        for (const text of ["", known(lab).app, "zzz"]) {
          await field(page).fill(text);
          await expect(options(page).first()).toBeVisible();
          await still(page);
          expect(await findings(page), text).toEqual([]);
        }
        if (width === 390)
          expect(await panel(page).boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
        expect(await sideways(page)).toBeLessThanOrEqual(0);
        expect(complaints.violations).toEqual([]);
      });
    });
  }

  test("at 390 it is closed by its button, and a tap leads on", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openEvents(page);
    await box(page).click();
    await panel(page).getByRole("button", { name: "Close" }).click();
    await expect(panel(page)).toHaveCount(0);
    await expect(box(page)).toBeFocused();
    await box(page).click();
    await field(page).fill("203.0.113.0/24");
    await option(page, /^Events from/).click();
    await expect(page).toHaveURL(/ip=203\.0\.113\.0\/24/);
    await expect(receipt(page)).toContainText("event");
  });
});

test.describe("two people at one browser", () => {
  test.use({ storageState: NOBODY });
  test("each is offered what they looked at themselves, until one signs out", async ({ page, lab }) => {
    const become = async (name: string) => {
      // Nothing that is still on its way may answer to the next reader.
      await page.goto("about:blank");
      await page.context().clearCookies();
      await page.context().addCookies((await signedIn(lab.url, name, PASSWORD)).cookies);
    };
    for (const name of ["ada", "ben"]) addUser(lab, name, PASSWORD);
    await become("ada");
    await openEvents(page, "window=7d&country=SC");
    const kept = () => page.evaluate(() => localStorage.getItem("recent:ada") ?? "");
    await expect.poll(kept, { timeout: 10_000 }).toContain("country=SC");
    await page.goto("/archive");
    await hydrated(page);
    await open(page);
    await expect(options(page).first()).toContainText("last 7 d · country is SC");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/window=7d&country=SC/);
    await become("ben");
    await page.goto("/archive");
    await hydrated(page);
    await open(page);
    await expect(panel(page).getByRole("group", { name: "Pages" })).toBeVisible();
    await expect(panel(page).getByRole("group", { name: "Recent" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /signed in as ben/ }).click();
    await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
    await expect(page).toHaveURL(/sign-in/);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });
});
