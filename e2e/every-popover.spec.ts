import type { Page } from "playwright/test";
import { untilArchived } from "./support/archived";
import { findings, looks, still } from "./support/axe";
import { drawerTitle, grid, hydrated } from "./support/events";
import { type Lab, webhookChange } from "./support/lab";
import { addUser, signedIn } from "./support/session";
import { expect, NOBODY, withLab } from "./support/test";

const test = withLab({ archive: true, events: 1500 });
test.use({ storageState: NOBODY, contextOptions: { reducedMotion: "reduce" } });

/** The pages of a console with an archive, each as full as it gets. */
const PAGES: readonly {
  name: string;
  path: (lab: Lab) => string;
  ready: (page: Page) => Promise<void>;
}[] = [
  {
    name: "events",
    path: () => "/events?window=90d",
    ready: (page) => expect(grid(page)).toBeVisible(),
  },
  {
    name: "events of all accounts",
    path: () => "/events?account=*&search_text=Support&exclude_event_type=USER_LOGIN",
    ready: (page) => expect(grid(page)).toBeVisible(),
  },
  {
    name: "events with a drawer",
    path: (lab) => `/events?event=${webhookChange(lab).id}`,
    ready: async (page) => {
      await expect(drawerTitle(page)).toBeVisible();
      await expect(page.getByText("Open this window as a list")).toBeVisible();
    },
  },
  {
    name: "one event",
    path: (lab) => `/events/${webhookChange(lab).id}`,
    ready: (page) => expect(page.getByText("Open this window as a list")).toBeVisible(),
  },
  {
    name: "a timeline",
    path: () => "/timeline/number/447700900678",
    ready: (page) => expect(page.getByRole("heading", { level: 1, name: /447700900678/ })).toBeVisible(),
  },
  {
    name: "the archive",
    path: () => "/archive",
    ready: (page) => expect(page.getByRole("heading", { level: 1, name: "Archive" })).toBeVisible(),
  },
  {
    name: "the access log",
    path: () => "/access-log",
    ready: (page) => expect(page.getByRole("table", { name: "Access records" })).toBeVisible(),
  },
  {
    name: "connection",
    path: () => "/settings/connection",
    ready: (page) => expect(page.locator("[data-account]").first()).toBeVisible(),
  },
];

const OPENED = "[role=dialog][data-state=open], [role=menu], dialog[open]";

/** The names of the buttons that say that something opens; of those that differ by their value alone, one. */
const openers = async (page: Page): Promise<string[]> => {
  const names = await page.locator("button[aria-haspopup]:visible:enabled").evaluateAll((all) =>
    all
      .filter((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        const top = document.elementFromPoint(x + width / 2, y + height / 2);
        return top === null || one.contains(top); // below the fold, or not covered
      })
      .map((one) => one.getAttribute("aria-label") ?? one.textContent ?? ""),
  );
  const kinds = new Map(names.map((name) => [name.replace(/^.*: more$/, ": more"), name]));
  return [...kinds.values()];
};

/** Opens everything that opens on the page, one after the other; axe finds nothing in it, and Esc closes it. */
async function openEach(page: Page, seen: Set<string>): Promise<void> {
  for (const name of await openers(page)) {
    // The header's own are the same on every page.
    if (seen.has(name)) continue;
    seen.add(name);
    const button = page.getByRole("button", { name, exact: true }).first();
    await button.click({ timeout: 5000 });
    await expect(page.locator(OPENED)).toBeVisible();
    await expect(page.locator(OPENED).locator("[aria-busy=true]")).toHaveCount(0);
    await still(page);
    expect.soft(await findings(page, OPENED), name).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.locator(OPENED), name).toHaveCount(0);
    await expect(button, `the focus goes back to ${name}`).toBeFocused();
  }
}

for (const { theme, width } of looks(1440, 390))
  test(`${theme}, ${width}: axe finds nothing in whatever opens on any page`, async ({ page, lab }) => {
    test.slow();
    addUser(lab, `all-${theme}-${width}`, "correct horse battery", { role: "admin" });
    await page
      .context()
      .addCookies((await signedIn(lab.url, `all-${theme}-${width}`, "correct horse battery")).cookies);
    await untilArchived(page, lab);
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    const seen = new Set<string>();
    for (const { name, path, ready } of PAGES)
      await test.step(name, async () => {
        await page.goto(path(lab));
        await ready(page);
        await hydrated(page);
        await openEach(page, seen);
      });
    // Where nothing were found to open, nothing would have been looked at.
    expect(seen.size, [...seen].join(", ")).toBeGreaterThanOrEqual(width === 390 ? 8 : 14);
  });
