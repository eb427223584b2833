import { drawer, openEvents, rowOf, rows } from "./support/events";
import { isInert, unseen } from "./support/inert";
import { INCIDENT, stamp } from "./support/lab";
import { expect, test } from "./support/test";

const BIDI = "\u202Egnp.exe\u202C";
const HIDDEN = "pay\u200Bpal\u0007\u001B[31m";
const HTML = "<img src=x onerror=alert(1)><script>alert(2)</script>";
const URLS = [
  "javascript:alert(document.domain)",
  "data:text/html,<script>alert(3)</script>",
  "https://evil.example/",
];
const LONG = "W".repeat(64 * 1024);

const at = (minutes: number) => stamp(INCIDENT.getTime() - 30 * 86_400_000 + minutes * 60_000);
const app = (name: string, url: string) => ({
  appId: "0badc0de-5afe-4bad-8bad-0000000e2e00",
  created: { appId: "0badc0de-5afe-4bad-8bad-0000000e2e00", name, answer_url: { method: "GET", url } },
});

const HOSTILE = [
  { event_type: "APP_CREATE", context: app(`Invoice ${BIDI} ${HIDDEN}`, URLS[0] ?? "") },
  { event_type: "APP_CREATE", context: app(HTML, URLS[1] ?? "") },
  { event_type: "APP_CREATE", context: app("=HYPERLINK(1)", URLS[2] ?? "") },
  { event_type: "USER_UPDATE", context: { note: LONG, [`key ${HTML}`]: BIDI } },
  { event_type: `TYPE_${BIDI}${HTML}`, context: { url: URLS[0] } },
  {
    event_type: "USER_UPDATE",
    user_email: `${BIDI}${HTML}@x.example`,
    source_ip: `203.0.113.9 ${HTML}`,
    source_country: "<b>",
    source: HTML,
    source_description: `${HIDDEN}${LONG.slice(0, 4000)}`,
    event_type_description: `${BIDI} ${HTML}`,
  },
];

let ids: string[] = [];
test.beforeAll(({ lab }) => {
  ids = lab.simulator.addEvents(
    lab.production.apiKey,
    HOSTILE.map((event, index) => ({ ...event, created_at: at(index) })),
  );
});

test("in the list", async ({ page, lab, complaints }) => {
  await openEvents(page, `date_from=${at(0)}&date_to=${at(HOSTILE.length)}&account=${lab.production.apiKey}`);
  for (const id of ids) await expect(rowOf(page, id)).toBeVisible();
  await expect(rowOf(page, ids[0] ?? "")).toContainText("U+202E");
  await expect(rowOf(page, ids[1] ?? "")).toContainText("<img src=x");
  await expect(rowOf(page, ids[4] ?? "")).toContainText("U+202E");
  await isInert(page, lab.url);
  expect(await unseen(page)).toEqual([]);
  const heights = await rows(page).evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
  expect(Math.max(...heights)).toBeLessThanOrEqual(28);
  expect(complaints.dialogs).toEqual([]);
  expect(complaints.errors).toEqual([]);
});

test("over the list and on the event's own page, at every width", async ({ page, lab, complaints }) => {
  for (const [index, id] of ids.entries()) {
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`/events/${id}?account=${lab.production.apiKey}`);
      await expect(page.getByRole("region", { name: "Raw event" })).toBeVisible();
      await expect(page.getByText("Reading what stood before…")).toHaveCount(0);
      await isInert(page, lab.url);
      expect(await unseen(page), HOSTILE[index]?.event_type).toEqual([]);
    }
  }
  await openEvents(page, `date_from=${at(0)}&date_to=${at(HOSTILE.length)}&account=${lab.production.apiKey}`);
  for (const id of ids) {
    await rowOf(page, id).locator("td.c-time").click();
    await expect(drawer(page).getByText(id).first()).toBeVisible();
    await isInert(page, lab.url);
    expect(await unseen(page)).toEqual([]);
  }
  expect(complaints).toEqual({ violations: [], errors: [], dialogs: [] });
});

test("a text of 64 KB is cut where it is shown, and whole when asked for", async ({ page, lab }) => {
  await page.goto(`/events/${ids[3]}?account=${lab.production.apiKey}`);
  const raw = page.locator("pre");
  expect((await raw.textContent())?.length).toBeLessThan(20_000);
  await page
    .getByRole("button", { name: /^Show all [\d,]+ characters/ })
    .last()
    .click();
  await expect.poll(async () => (await raw.textContent())?.includes(LONG)).toBe(true);
});

test("in an address: nothing of it runs or is believed", async ({ page, lab, complaints }) => {
  for (const path of [
    `/events?search_text=${encodeURIComponent(HTML + BIDI)}`,
    `/events?event_type=${encodeURIComponent(HTML)}`,
    `/events?${encodeURIComponent(HTML)}=1`,
    `/events?date_from=${encodeURIComponent(HTML)}`,
    `/events?account=${encodeURIComponent(HTML)}`,
    `/events?event=${encodeURIComponent(HTML)}`,
    `/events/${encodeURIComponent(HTML)}`,
    `/sign-in?callbackUrl=${encodeURIComponent("javascript:alert(1)")}`,
    `/sign-in?callbackUrl=${encodeURIComponent("//evil.example/")}&error=${encodeURIComponent(HTML)}`,
  ]) {
    await page.goto(path);
    expect(new URL(page.url()).origin).toBe(lab.url);
    await isInert(page, lab.url);
    expect(await unseen(page), path).toEqual([]);
  }
  expect(complaints.dialogs).toEqual([]);
});
