import { FULL, sampleOf } from "../lib/testing/sample";
import { hostileTexts } from "../lib/server/testing/hostile-texts";
import { drawer, openEvents, rowOf, rows } from "./support/events";
import { isInert, unseen } from "./support/inert";
import { INCIDENT, stamp } from "./support/lab";
import { expect, test } from "./support/test";

const TEXTS = hostileTexts(500);
const EACH = 5;
const START = INCIDENT.getTime() - 60 * 86_400_000;
const at = (index: number) => stamp(START + index * 1000);
const WINDOW = `date_from=${at(0)}&date_to=${at(TEXTS.length / EACH)}`;

/** Every text in turn stands as a type, an actor, an address, a description, and as key and value of a context. */
const EVENTS = Array.from({ length: TEXTS.length / EACH }, (_, i) => {
  const [type = "", actor = "", address = "", words = "", inside = ""] = TEXTS.slice(
    i * EACH,
    (i + 1) * EACH,
  );
  return {
    created_at: at(i),
    event_type: i % 2 ? type : "APP_CREATE",
    // Without an e-mail the id stands for the actor.
    ...(i % 3 === 0 ? { user_id: actor } : { user_email: actor }),
    account_id: words,
    source_ip: address,
    source_country: address.slice(0, 2),
    event_type_description: words,
    source_description: words,
    context: {
      appId: "0badc0de-5afe-4bad-8bad-0000000e2e01",
      created: { name: type, answer_url: { method: words, url: inside } },
      [inside]: { [actor]: [address, { url: type }] },
    },
  };
});

let ids: string[] = [];
test.beforeAll(({ lab }) => {
  ids = lab.simulator.addEvents(lab.production.apiKey, EVENTS);
});
const some = (most: number) => sampleOf(ids, most, 3);
test.describe.configure({ timeout: FULL ? 900_000 : 120_000 });

test("500 hostile texts in the list: none runs, leads out or hides", async ({ page, lab, complaints }) => {
  expect(new Set(TEXTS).size).toBe(500);
  await openEvents(page, `${WINDOW}&size=100&account=${lab.production.apiKey}`);
  await expect(rows(page)).toHaveCount(100);
  await isInert(page, lab.url);
  expect(await unseen(page)).toEqual([]);
  expect(complaints).toEqual({ violations: [], errors: [], dialogs: [] });
});

test("over the list, and on the page of each event", async ({ page, lab, complaints }) => {
  await openEvents(page, `${WINDOW}&size=100&account=${lab.production.apiKey}`);
  for (const id of some(6)) {
    await rowOf(page, id).locator("td.c-time").click();
    await expect(drawer(page).getByText(id).first()).toBeVisible();
    await isInert(page, lab.url);
    expect(await unseen(page)).toEqual([]);
  }
  for (const id of some(6)) {
    await page.goto(`/events/${id}?account=${lab.production.apiKey}`);
    await expect(page.getByRole("region", { name: "Raw event" })).toBeVisible();
    await isInert(page, lab.url);
    expect(await unseen(page), id).toEqual([]);
  }
  expect(complaints).toEqual({ violations: [], errors: [], dialogs: [] });
});

test("in addresses: as search, as type, as account and as a place to come back to", async ({
  page,
  lab,
  complaints,
}) => {
  for (const [index, text] of sampleOf(TEXTS, 12, 5).entries()) {
    const encoded = encodeURIComponent(text);
    const path = [
      `/events?search_text=${encoded}`,
      `/events?event_type=${encoded}`,
      `/events?account=${encoded}`,
      `/sign-in?error=${encoded}&callbackUrl=${encoded}`,
    ][index % 4];
    await page.goto(path ?? "");
    expect(new URL(page.url()).origin).toBe(lab.url);
    await isInert(page, lab.url);
    expect(await unseen(page), path).toEqual([]);
  }
  expect(complaints.dialogs).toEqual([]);
  expect(complaints.violations).toEqual([]);
});
