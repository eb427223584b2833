import { grid, openEvents, rows } from "./support/events";
import { webhookChange } from "./support/lab";
import { addUser, signedIn, signInOnPage } from "./support/session";
import { expect, NOBODY, test } from "./support/test";

const PASSWORD = "correct horse battery";

test.describe("a reader who is signed out", () => {
  test.use({ storageState: NOBODY });

  test("a link to one event survives signing in", async ({ page, lab }) => {
    const { id } = webhookChange(lab);
    await page.goto(`/events/${id}?account=${lab.production.apiKey}`);
    await expect(page).toHaveURL(/\/sign-in/);
    await expect(page.getByText("to open one event")).toContainText(id.slice(0, 8));
    // The page tells that a link waits, and nothing about the account behind it.
    await expect(page.getByText(lab.production.name)).toHaveCount(0);
    await signInOnPage(page, "demo", "demo");
    await expect(page).toHaveURL(`${lab.url}/events/${id}?account=${lab.production.apiKey}`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Support IVR");
  });

  test("a link to a window of events survives signing in", async ({ page, lab }) => {
    const query = `account=${lab.production.apiKey}&event_type=APP_UPDATE,NUMBER_LINKED&search_text=%22qx9%22`;
    await page.goto(`/events?${query}`);
    await expect(page.getByText("to open a window of events")).toBeVisible();
    await page.getByRole("button", { name: "Enter the demo" }).click();
    await page.waitForURL(/\/events\?/);
    const params = new URL(page.url()).searchParams;
    expect(params.get("event_type")).toBe("APP_UPDATE,NUMBER_LINKED");
    expect(params.get("search_text")).toBe('"qx9"');
  });

  test("a wrong password is refused and says so, in the demo too", async ({ page, lab }) => {
    addUser(lab, "pia", PASSWORD);
    await page.goto("/sign-in");
    for (const [user, password] of [
      ["pia", "not it"],
      ["demo", "not-demo"],
      ["nobody", "x"],
    ] as const) {
      await signInOnPage(page, user, password);
      await expect(page.getByRole("alert").filter({ hasText: "User or password is wrong." })).toBeVisible();
      await expect(page.getByLabel("Password")).toBeFocused();
      await expect(page.getByLabel("Password")).toHaveValue("");
      await page.goto("/events");
      await expect(page).toHaveURL(/\/sign-in/);
    }
    await signInOnPage(page, "pia", PASSWORD);
    await expect(rows(page).first()).toBeVisible();
  });

  test("a user with one account may not read the other", async ({ page, lab }) => {
    addUser(lab, "rui", PASSWORD, { role: "viewer", accounts: lab.emea.apiKey });
    await page.goto("/sign-in");
    await signInOnPage(page, "rui", PASSWORD);
    await expect(rows(page).first()).toBeVisible();
    // Without a name, the first account that is theirs.
    await expect(page.getByRole("button", { name: `Account: ${lab.emea.name}` })).toBeVisible();

    await page.goto(`/events?account=${lab.production.apiKey}`);
    await expect(page.getByRole("heading", { name: /^You may not read / })).toBeVisible();
    await expect(grid(page)).toHaveCount(0);
    lab.simulator.clearCalls();
    const answer = await page.request.get(`/api/events?account=${lab.production.apiKey}`);
    expect(answer.status()).toBe(403);
    expect(await answer.json()).toMatchObject({ code: "account_forbidden" });
    const event = await page.request.get(
      `/api/events/${webhookChange(lab).id}?account=${lab.production.apiKey}`,
    );
    expect(event.status()).toBe(403);
    expect(lab.simulator.calls()).toEqual([]);
  });
});

test.describe("a session that ends", () => {
  test.use({ storageState: NOBODY });

  test("in place: the page says so and leads back to the same view", async ({ browser, lab }) => {
    const state = await signedIn(lab.url, "demo", "demo");
    const context = await browser.newContext({ baseURL: lab.url, storageState: state });
    const page = await context.newPage();
    await openEvents(page);
    // The same session in a second browser, where the reader signs out.
    const other = await browser.newContext({ baseURL: lab.url, storageState: state });
    const second = await other.newPage();
    await openEvents(second);
    await second.getByRole("button", { name: /signed in as demo/ }).click();
    await second.getByRole("menuitem", { name: "Sign out", exact: true }).click();
    await expect(second).toHaveURL(/\/sign-in/);

    await page.getByRole("button", { name: "Credentials changed" }).click();
    const ended = page.getByRole("alert").filter({ hasText: "Your session ended" });
    await expect(ended).toBeVisible();
    const asked = new URL(page.url()).searchParams.get("event_type");
    await ended.getByRole("link", { name: "Sign in" }).click();
    await signInOnPage(page, "demo", "demo");
    await expect(rows(page).first()).toBeVisible();
    expect(new URL(page.url()).searchParams.get("event_type")).toBe(asked);
    await context.close();
    await other.close();
  });

  test("a cookie copied before signing out opens nothing after", async ({ browser, lab }) => {
    const state = await signedIn(lab.url, "demo", "demo");
    const context = await browser.newContext({ baseURL: lab.url, storageState: state });
    const page = await context.newPage();
    await openEvents(page);
    await page.getByRole("button", { name: /signed in as demo/ }).click();
    await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    // Going back shows nothing that was read before.
    await page.goBack();
    await expect(rows(page)).toHaveCount(0);
    await context.close();

    const thief = await browser.newContext({ baseURL: lab.url, storageState: state });
    expect((await thief.request.get("/api/events")).status()).toBe(401);
    const stolen = await thief.newPage();
    await stolen.goto("/events");
    await expect(stolen).toHaveURL(/\/sign-in/);
    await thief.close();
  });
});
