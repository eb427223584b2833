import type { Page } from "playwright/test";
import { still } from "./support/axe";
import { drawer, drawerTitle, grid, openEvents, rowIds, rowOf, rows } from "./support/events";
import { idOf, INCIDENT, stamp, WEBHOOKS_CHANGED, webhookChange } from "./support/lab";
import { expect, test } from "./support/test";

const openId = (page: Page) => new URL(page.url()).searchParams.get("event");
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test.describe("over the list", () => {
  test("opens by click and by Enter, closes by back and by Esc, and focus returns", async ({ page }) => {
    await openEvents(page);
    const ids = await rowIds(page);
    await rows(page).nth(3).locator("td.c-type").click();
    await expect(drawer(page)).toBeVisible();
    expect(openId(page)).toBe(ids[3]);
    await expect(drawerTitle(page)).toBeFocused();
    await page.goBack();
    await expect(drawer(page)).toHaveCount(0);
    expect(openId(page)).toBeNull();
    expect(await rowIds(page)).toEqual(ids);
    // The browser's own ways move the focus too: none of them drops it.
    await expect(grid(page)).toBeFocused();
    await expect(grid(page)).toHaveAttribute("aria-activedescendant", `row-${ids[3]}`);
    await page.goForward();
    await expect(drawerTitle(page)).toBeFocused();
    await page.goBack();
    await expect(drawer(page)).toHaveCount(0);
    await expect(grid(page)).toBeFocused();

    await grid(page).focus();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await expect(drawerTitle(page)).toBeFocused();
    expect(openId(page)).toBe(ids[4]);
    await page.keyboard.press("Escape");
    await expect(drawer(page)).toHaveCount(0);
    await expect(grid(page)).toBeFocused();
    await expect(grid(page)).toHaveAttribute("aria-activedescendant", `row-${ids[4]}`);
  });

  test("next and previous cross the edge of a page, and add no history", async ({ page }) => {
    await openEvents(page);
    const first = await rowIds(page);
    const last = rowOf(page, first.at(-1) ?? "");
    await last.locator("td.c-type").click();
    await expect(drawer(page)).toBeVisible();
    const older = page.getByRole("button", { name: /^Older event/ });
    await older.click();
    // The list goes on under the open event: its row comes into view below the last one.
    await expect.poll(() => openId(page)).not.toBe(first.at(-1));
    const second = openId(page) ?? "";
    expect(first).not.toContain(second);
    await expect(rowOf(page, second)).toHaveClass(/is-open/);
    await expect(rowOf(page, second)).toHaveAttribute("aria-rowindex", `${first.length + 2}`);
    await expect(rowOf(page, second)).toBeInViewport();
    await expect(last).toBeInViewport();
    await page.getByRole("button", { name: /^Newer event/ }).click();
    await expect.poll(() => openId(page)).toBe(first.at(-1));
    // One entry was added by opening: one step back closes.
    await page.goBack();
    await expect(drawer(page)).toHaveCount(0);
  });

  test("its edge is dragged, moved by the arrows, and remembered; a double click takes it back", async ({
    page,
  }) => {
    await openEvents(page, "window=7d");
    await rows(page).first().locator("td.c-type").click();
    const edge = page.getByRole("separator", { name: "Width of the event" });
    const width = async () => Math.round((await drawer(page).boundingBox())?.width ?? 0);
    await still(page);
    expect(await width()).toBe(698);
    const box = await edge.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 4, (box?.y ?? 0) + 300];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 60, y, { steps: 3 });
    await page.mouse.move(x - 102, y);
    expect(await width()).toBe(800);
    await page.mouse.up();
    await expect(edge).toHaveAttribute("aria-valuenow", "800");
    await edge.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(width).toBe(784);
    await page.keyboard.press("Home");
    await expect.poll(width).toBe(520);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(width).toBe(536);
    await page.reload();
    await expect(drawerTitle(page)).toBeVisible();
    await still(page);
    expect(await width()).toBe(536);
    await edge.dblclick();
    await expect.poll(width).toBe(698);
  });

  test("reload keeps the list and the drawer", async ({ page }) => {
    await openEvents(page, "event_type=APP_UPDATE");
    const ids = await rowIds(page);
    await rows(page).nth(2).locator("td.c-type").click();
    // Its last words come with its history.
    await page.waitForLoadState("networkidle");
    const title = await drawerTitle(page).innerText();
    await page.reload();
    await expect(drawerTitle(page)).toHaveText(title);
    expect(await rowIds(page)).toEqual(ids);
    await expect(rowOf(page, ids[2] ?? "")).toHaveClass(/is-open/);
    await page.getByRole("button", { name: "Close" }).click();
    await expect(drawer(page)).toHaveCount(0);
    await expect(page).toHaveURL(/event_type=APP_UPDATE$/);
  });

  test("an event that the list does not hold is opened by its id", async ({ page, lab }) => {
    const { id } = webhookChange(lab);
    await openEvents(page, `account=${lab.production.apiKey}&event_type=USER_LOGIN&event=${id}`);
    await expect(rowOf(page, id)).toHaveCount(0);
    await expect(drawerTitle(page)).toContainText("Support IVR");
    await expect(drawer(page)).toContainText("not on this page of the list");
  });
});

test.describe("its permanent page", () => {
  test("is found by its id, with an account and without one", async ({ page, lab }) => {
    const { id } = webhookChange(lab);
    for (const path of [`/events/${id}?account=${lab.production.apiKey}`, `/events/${id}`]) {
      expect((await page.goto(path))?.status()).toBe(200);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Support IVR");
    }
    // One of the account that is not the first.
    const [other] = lab.simulator.truth(lab.emea.apiKey).slice(-1);
    const otherId = idOf(other?.text ?? "{}");
    expect((await page.goto(`/events/${otherId}`))?.status()).toBe(200);
    await expect(page.getByText(otherId).first()).toBeVisible();
    await expect(page.getByRole("term").filter({ hasText: "Account" }).locator("..")).toContainText(
      lab.emea.apiKey,
    );
  });

  test("of an unknown id is a page that says so, with status 404", async ({ page, lab }) => {
    for (const path of ["/events/00000000-0000-4000-8000-000000000000", "/events/no%20such%2Fid"]) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(404);
      await expect(page.getByRole("heading", { name: "No event has this id" })).toBeVisible();
      await expect(page.getByText(/^No events/)).toHaveCount(0);
    }
    const { id } = webhookChange(lab);
    expect((await page.goto(`/events/${id}?account=${lab.emea.apiKey}`))?.status()).toBe(404);
    expect((await page.goto("/no/such/page"))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "Nothing is here" })).toBeVisible();
  });

  test("tells what the incident changed, from what, and how that is known", async ({ page, lab }) => {
    const { id } = webhookChange(lab);
    await page.goto(`/events/${id}`);
    const changes = page.getByRole("region", { name: "What changed" });
    const row = (field: string) =>
      changes.getByRole("row").filter({ has: page.getByRole("rowheader", { name: field }) });
    const answer = row("answer_url").filter({ hasText: "qx9-relay.example" }).first();
    await expect(answer).toContainText("voice.acme.example");
    await expect(answer).toContainText("derived");
    // Derived from the event that set it 80 days before, which is named and leads there.
    const setBefore = lab.simulator
      .truth(lab.production.apiKey)
      .filter(
        ({ text }) => text.includes("https://voice.acme.example/ncco") && text.includes('"APP_UPDATE"'),
      );
    const from = answer.getByRole("link", { name: /^APP_UPDATE/ });
    const names = setBefore.map(({ text }) => idOf(text));
    expect(names.map((name) => `/events/${name}?account=${lab.production.apiKey}`)).toContain(
      await from.getAttribute("href"),
    );
    const signed = row("signed-callbacks");
    await expect(signed).toContainText("stated");
    await expect(signed.getByRole("cell").first()).toContainText("true");
    await expect(signed.getByRole("cell").last()).toContainText("false");
    const unknown = row("improve_ai");
    await expect(unknown).toContainText("unknown");
    await expect(unknown).toContainText("not known");
    await from.click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Support IVR");
  });

  test("walks to the events before and after it", async ({ page, lab }) => {
    const { id } = webhookChange(lab);
    await page.goto(`/events/${id}?account=${lab.production.apiKey}`);
    await page.getByRole("link", { name: "Later event" }).click();
    await expect(page).not.toHaveURL(new RegExp(id));
    await page.getByRole("link", { name: "Earlier event" }).click();
    await expect(page).toHaveURL(new RegExp(id));
    await page.getByRole("link", { name: "Show in the list" }).click();
    await expect(drawerTitle(page)).toContainText("Support IVR");
    await expect(rowOf(page, id)).toBeVisible();
    await expect(rowOf(page, id).locator("time")).toHaveAttribute("datetime", WEBHOOKS_CHANGED.toISOString());
  });
});

test.describe("the raw event", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  const EXACT = [
    '{"id":"ID","event_type":"ACCOUNT_UPDATE_SETTINGS_API","event_type_description":"x","created_at":"@","account_id":"7c9e4b21","source":"DEVAPI","source_description":"Developer API","context":{"quota":9007199254740993123,"ratio":1.0,"tiny":1e-7,"big":1E400}}',
    '{ "id" : "ID",  "event_type":"ACCOUNT_UPDATE_SETTINGS_API","event_type_description":"y","created_at":"@","account_id":"7c9e4b21","source":"DEVAPI","source_description":"Developer API","context":{"__proto__":{"admin":true},"same":1,"same":2,"e":"\\u00e9\\/"}}',
  ];
  const added: { id: string; raw: string }[] = [];

  test.beforeAll(({ lab }) => {
    const at = stamp(INCIDENT.getTime() - 40 * 86_400_000);
    for (const [index, text] of EXACT.entries()) {
      const id = `e2e0exact-${index}`;
      const raw = text.replace("ID", id).replace("@", at);
      lab.simulator.addEvents(lab.production.apiKey, [
        { id, event_type: "ACCOUNT_UPDATE_SETTINGS_API", created_at: at, raw },
      ]);
      added.push({ id, raw });
    }
  });

  test("is shown and copied byte for byte, on the page and over the list", async ({ page, lab }) => {
    const webhooks = webhookChange(lab);
    for (const { id, raw } of [...added, { id: webhooks.id, raw: webhooks.text }]) {
      await page.goto(`/events/${id}`);
      await expect(page.locator("pre")).toBeVisible();
      expect(await page.locator("pre").evaluate((pre) => pre.textContent)).toBe(raw);
      await page.getByRole("button", { name: "Copy JSON" }).click();
      await expect(page.getByText("Event copied as it was sent.")).toBeVisible();
      expect(await clipboard(page)).toBe(raw);

      await openEvents(page, `search_text=${id}&event=${id}`);
      await drawer(page).getByRole("button", { name: "Copy", exact: true }).click();
      await expect.poll(() => clipboard(page)).toBe(raw);
      expect(await (await page.request.get(`/api/events/${id}`)).text()).toBe(raw);
    }
  });

  test("laid out, it breaks into lines and stays the same JSON", async ({ page, lab }) => {
    const { id, text } = webhookChange(lab);
    await page.goto(`/events/${id}`);
    await page.getByRole("button", { name: "Formatted" }).click();
    const shown = (await page.locator("pre").evaluate((pre) => pre.textContent)) ?? "";
    expect(shown).toContain('\n  "context": {\n');
    expect(JSON.parse(shown)).toEqual(JSON.parse(text));
  });

  test("keys and numbers that programs trip over stay what they are in the context", async ({ page }) => {
    await page.goto(`/events/${added[0]?.id}`);
    const context = page.getByRole("region", { name: "Context" });
    await expect(context).toContainText("9007199254740993123");
    await expect(context).toContainText("1.0");
    await expect(context).toContainText("1E400");
    await page.goto(`/events/${added[1]?.id}`);
    await expect(context).toContainText("__proto__");
    await expect(context).toContainText("admin");
  });

  test("what is around it is matched on what it carries, and over another span", async ({ page, lab }) => {
    const { id } = webhookChange(lab);
    const at = WEBHOOKS_CHANGED.getTime() / 1000;
    await page.goto(`/events/${id}`);
    const around = page
      .locator("section")
      .filter({ has: page.getByRole("heading", { name: "Around this event" }) });
    const near = (minutes: number, like = "") =>
      lab.simulator
        .truth(lab.production.apiKey)
        .filter(
          (event) =>
            event.at !== null && Math.abs(event.at - at) <= minutes * 60 && event.text.includes(like),
        );
    await expect(around.getByRole("listitem")).toHaveCount(near(30).length);
    await expect(
      around.getByRole("button", { name: `All ${near(30).length - 1}`, pressed: true }),
    ).toBeVisible();
    const actor = '"user_email":"jonas.hale@acme.example"';
    await around.getByRole("button", { name: `Same actor ${near(30, actor).length - 1}` }).click();
    await expect(around.getByRole("listitem")).toHaveCount(near(30, actor).length);
    await around.getByRole("button", { name: /^Span/ }).click();
    await page.getByRole("menuitemcheckbox", { name: "± 5 min" }).click();
    await expect(around.getByRole("listitem")).toHaveCount(near(5, actor).length);
    await around.getByRole("button", { name: /^All/ }).click();
    await expect(around.getByRole("listitem")).toHaveCount(near(5).length);
  });

  test("a selection is copied as it was sent", async ({ page, lab }) => {
    const { id, text } = webhookChange(lab);
    await openEvents(page, `account=${lab.production.apiKey}&around=${stamp(WEBHOOKS_CHANGED)}&pm=5m`);
    await rowOf(page, id).getByRole("checkbox").click();
    await page.getByRole("button", { name: "Copy JSON" }).click();
    await expect(page.getByText("1 event copied as JSON.")).toBeVisible();
    expect(await clipboard(page)).toBe(`[\n${text}\n]`);
    await page.getByRole("button", { name: "Copy CSV" }).click();
    await expect(page.getByText("1 event copied as CSV.")).toBeVisible();
    const [head, line] = (await clipboard(page)).split("\r\n");
    expect(head).toMatch(/^id,created_at,event_type,/);
    expect(line?.startsWith(`${id},`)).toBe(true);
    await page.getByRole("button", { name: "Copy Markdown" }).click();
    await expect(page.getByText("1 event copied as Markdown.")).toBeVisible();
    expect(await clipboard(page)).toMatch(/^\| Time \(UTC\) \|.*\n\|.*\n\| \d{4}-.*APP\\_UPDATE.*\|$/);
  });
});
