import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import type { Page } from "playwright/test";
import type { ExportStatus } from "@/lib/audit/export";
import { untilArchived } from "./support/archived";
import {
  drawer,
  drawerTitle,
  grid,
  hydrated,
  openEvents,
  receipt,
  rowIds,
  rowOf,
  rows,
} from "./support/events";
import { type Lab, stamp, WEBHOOKS_CHANGED, webhookChange } from "./support/lab";
import { addUser, signInOnPage } from "./support/session";
import { expect, NOBODY, withLab } from "./support/test";

/**
 * An alert names a moment and an address nobody knows. What happened, who was it, what stood before, what else did they do; a
 * colleague sees the same, and the proof is handed over. A slow hand takes five seconds for each act: 36 of them are three minutes.
 */
const test = withLab({ events: 3000, archive: true, env: { AUDIT_SYNC_SECONDS: "5" } });
test.use({ viewport: { width: 1440, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });
test.beforeEach(({ page, lab }) => untilArchived(page, lab));

const MOST_ACTS = 36;
const ACTOR = "jonas.hale@acme.example";
const minute = stamp(WEBHOOKS_CHANGED).replace("T", " ").slice(0, 16);
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const plot = (page: Page) => page.getByRole("region", { name: /^Histogram/ }).getByRole("listbox");
const before = (page: Page, field: string) =>
  drawer(page).getByRole("row").filter({ hasText: field }).first();

/** Whoever gets the link: signs in first, and sees what was sent. */
async function colleagueSees(page: Page, link: string, lab: Lab): Promise<void> {
  const name = `colleague-${Date.now()}`;
  addUser(lab, name, "another good password");
  const context = await page.context().browser()!.newContext({ storageState: NOBODY, baseURL: lab.url });
  const other = await context.newPage();
  await other.goto(link);
  await signInOnPage(other, name, "another good password");
  await expect(other.getByText(/event webhook now points to/)).toBeVisible();
  await expect(other.getByText("voice.acme.example").first()).toBeVisible();
  await context.close();
}

/** The packet is whole, and its receipt is of the file beside it. */
async function proves(path: string, expected: readonly string[]): Promise<void> {
  const files = unzipSync(await readFile(path));
  const [name = "", proof = ""] = Object.keys(files);
  const receiptOf = JSON.parse(Buffer.from(files[proof]!).toString()) as ExportStatus;
  expect(receiptOf.sha256).toBe(createHash("sha256").update(files[name]!).digest("hex"));
  expect(receiptOf).toMatchObject({ state: "done", count: expected.length });
  const text = Buffer.from(files[name]!).toString();
  for (const id of expected) expect(text).toContain(id);
}

test("from an alert to a proven answer, by mouse", async ({ page, lab }) => {
  const { id } = webhookChange(lab);
  let acts = 0;
  const act = async (doing: Promise<unknown>) => {
    acts++;
    await doing;
  };
  await openEvents(page);

  // The window around the alert.
  await act(page.getByRole("button", { name: /^Time window/ }).click());
  await act(page.getByLabel("Type a window").fill(`1h around ${minute}`));
  await act(page.getByLabel("Type a window").press("Enter"));
  await expect(receipt(page)).toContainText(/events? ·/);

  // The shape of time: what is new stands under its bar.
  await expect(plot(page)).toBeVisible();
  await act(page.getByRole("button", { name: /^First seen: .*203\.0\.113\.77/ }).click());
  await expect(rows(page).filter({ hasText: "203.0.113.77" }).first()).toBeVisible();
  const login = rows(page).filter({ hasText: "USER_LOGIN" });
  await expect(login.getByTitle(/^first event ever with this address/)).toBeVisible();

  // Who: then all that they did, from wherever.
  await act(
    page
      .getByRole("complementary", { name: "Facets" })
      .getByRole("button", { name: ACTOR, exact: true })
      .click(),
  );
  await expect(page).toHaveURL(/user=jonas\.hale/);

  // The change of the webhooks, with what stood before.
  await act(rowOf(page, id).getByText("APP_UPDATE").click());
  await expect(drawerTitle(page)).toContainText("event webhook now points to");
  await expect(before(page, "event_url")).toContainText("voice.acme.example");
  await expect(before(page, "event_url")).toContainText("derived");

  // What else that actor did.
  await act(drawer(page).getByRole("link", { name: "Around" }).click());
  await act(
    drawer(page)
      .getByRole("button", { name: /^Same actor/ })
      .click(),
  );
  await expect(drawer(page).locator("#around li").filter({ hasText: "no user" })).toHaveCount(0);

  // A link that a colleague opens.
  await act(drawer(page).getByRole("button", { name: "Copy link" }).click());
  await colleagueSees(page, await clipboard(page), lab);

  // The proof.
  await act(page.keyboard.press("Escape"));
  const ids = await rowIds(page);
  await act(page.getByRole("button", { name: "Export", exact: true }).click());
  await act(page.getByRole("checkbox", { name: /^Packet/ }).check());
  const download = page.waitForEvent("download");
  await act(page.getByRole("button", { name: "Start the export" }).click());
  await proves(await (await download).path(), ids);
  expect(ids).toContain(id);
  expect(acts).toBeLessThanOrEqual(MOST_ACTS);
});

test("the same by keyboard alone", async ({ page, lab }) => {
  const { id } = webhookChange(lab);
  let acts = 0;
  const press = async (...keys: string[]) => {
    acts++;
    for (const key of keys) await page.keyboard.press(key);
  };
  const type = async (text: string) => {
    acts++;
    await page.keyboard.type(text);
  };
  /** To go from stop to stop is one act of a slow hand, as long as it is not far. */
  const tabTo = async (name: RegExp, key = "Tab", most = 14) => {
    acts++;
    for (let pressed = 0; pressed < most; pressed++) {
      await page.keyboard.press(key);
      const focused = await page.evaluate(() => {
        const at = document.activeElement;
        return at?.getAttribute("aria-label") ?? at?.closest("label")?.textContent ?? at?.textContent ?? "";
      });
      if (name.test(focused)) return;
    }
    throw new Error(`No stop called ${String(name)} within ${most} Tabs.`);
  };
  await openEvents(page);

  await press("g", "e");
  await expect(grid(page)).toBeFocused();
  await press("w");
  await expect(page.getByLabel("Type a window")).toBeFocused();
  await type(`1h around ${minute}`);
  await press("Enter");
  await expect(page).toHaveURL(/around=/);
  await expect(plot(page)).toBeVisible();

  // The bars: the first that holds something new, and only that.
  await press("g", "e");
  await tabTo(/^Bars|^Events over time|bar/i, "Shift+Tab");
  await expect(plot(page)).toBeFocused();
  const spoken = () =>
    page.evaluate(() => {
      const bar = document.getElementById(
        document.activeElement?.getAttribute("aria-activedescendant") ?? "",
      );
      return bar?.getAttribute("aria-label") ?? "";
    });
  await press("Home");
  acts++;
  for (let bar = 0; bar < 120 && !(await spoken()).includes("203.0.113.77"); bar++)
    await page.keyboard.press("ArrowRight");
  expect(await spoken()).toContain("f shows only that");
  await press("f");
  await expect(page).toHaveURL(/ip=203\.0\.113\.77/);
  await expect(rows(page).filter({ hasNotText: "203.0.113.77" })).toHaveCount(0);
  await press("g", "e");
  const ids = await rowIds(page);
  expect(ids).toContain(id);
  await press("Home");
  await press(...Array.from({ length: ids.indexOf(id) }, () => "j"));
  await press("Enter");
  await expect(drawerTitle(page)).toBeFocused();
  await expect(before(page, "event_url")).toContainText("voice.acme.example");

  // What else that actor did.
  await press("]", "]");
  await tabTo(/^Same actor/);
  await press("Enter");
  await expect(drawer(page).getByRole("button", { name: /^Same actor/, pressed: true })).toBeVisible();
  await press("o");
  await expect(page).toHaveURL(new RegExp(`/events/${id}`));
  await hydrated(page);
  await colleagueSees(page, page.url(), lab);

  await page.goBack();
  await hydrated(page);
  await expect(drawerTitle(page)).toBeVisible();
  await press("Escape");
  await expect(grid(page)).toBeFocused();
  await press("e");
  await expect(page.getByRole("dialog", { name: /^Export/ })).toBeVisible();
  await tabTo(/^Packet/);
  await press("Space");
  const download = page.waitForEvent("download");
  await press("Enter");
  await proves(await (await download).path(), ids);
  expect(acts).toBeLessThanOrEqual(MOST_ACTS);
});
