import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright/test";
import { type Lab, openLab, webhookChange } from "./support/lab";
import { oidcEnv, type RunningProvider, startProvider } from "./support/oidc";
import { signedIn } from "./support/session";
import { type Complaints, expect, NOBODY, test } from "./support/test";

const USERS = {
  vera: { email: "vera@acme.example", email_verified: true, groups: ["audit-viewers"] },
  anton: { email: "anton@acme.example", email_verified: true, groups: ["audit-viewers", "audit-analysts"] },
  omar: { email: "omar@acme.example", email_verified: true, groups: ["sales"] },
};

/** A console of its own, with a provider in another process at another origin. */
const folder = mkdtempSync(join(tmpdir(), "oidc-"));
let provider: RunningProvider;
let own: Lab;

test.describe.configure({ mode: "serial" });
test.use({ storageState: NOBODY });
test.beforeAll(async () => {
  const groups = join(folder, "groups.json");
  provider = await startProvider({ users: USERS });
  const simulated = (names: readonly { name: string }[]) =>
    writeFileSync(
      groups,
      JSON.stringify([
        { group: "audit-viewers", role: "viewer", accounts: [names[1]?.name] },
        { group: "audit-analysts", role: "analyst", accounts: "*" },
      ]),
    );
  own = await openLab({
    env: { ...oidcEnv(provider, groups), AUTH_OIDC_NAME: "Acme SSO" },
    accounts: ({ accounts }) => {
      simulated(accounts);
      return accounts;
    },
  });
});
test.afterAll(async () => {
  await own.stop();
  await provider.stop();
  rmSync(folder, { recursive: true });
});

/** Clicks through: the console's button, then a user on the provider's page. */
async function enter(page: Page, user: string): Promise<void> {
  await page.getByRole("button", { name: "Continue with Acme SSO" }).click();
  await expect(page.getByRole("heading", { name: "Provider" })).toBeVisible();
  expect(new URL(page.url()).origin).toBe(provider.issuer);
  await page.getByRole("button", { name: user, exact: true }).click();
}

/** Another browser of the same person. */
async function elsewhere(browser: Browser, javaScriptEnabled = true): Promise<Page> {
  return (await browser.newContext({ javaScriptEnabled, storageState: NOBODY })).newPage();
}
const none = (complaints: Complaints) => expect(complaints.violations).toEqual([]);
const accountButton = (page: Page, name: string) => page.getByRole("button", { name: `Account: ${name}` });

test("a link to one event survives single sign-on, and the group's role and account apply", async ({
  page,
  complaints,
}) => {
  const [event] = own.simulator.truth(own.emea.apiKey).slice(-1);
  const { id } = JSON.parse(event?.text ?? "{}") as { id: string };
  const path = `/events/${id}?account=${own.emea.apiKey}`;
  const answer = await page.goto(own.url + path);
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain(`form-action 'self' ${provider.issuer};`);
  await enter(page, "vera");
  await expect(page).toHaveURL(own.url + path);
  await expect(page.getByText(id).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "signed in as vera@acme.example, viewer" })).toBeVisible();
  // The other account is not hers, by any door.
  const other = await page.request.get(`${own.url}/api/events?account=${own.production.apiKey}`);
  expect(other.status()).toBe(403);
  // Elsewhere the policy is as narrow as before.
  const inside = await page.goto(`${own.url}/events`);
  expect(inside?.headers()["content-security-policy"]).toContain("form-action 'self';");
  await expect(accountButton(page, own.emea.name)).toBeVisible();
  none(complaints);
});

test("several groups give the highest role and all accounts", async ({ page, complaints }) => {
  const { id } = webhookChange(own);
  await page.goto(`${own.url}/events/${id}`);
  await enter(page, "anton");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Support IVR");
  await expect(page.getByRole("button", { name: "signed in as anton@acme.example, analyst" })).toBeVisible();
  none(complaints);
});

test("without scripts it is a plain form that the policy lets through", async ({ browser }) => {
  const page = await elsewhere(browser, false);
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(`${own.url}/events?event_type=APP_UPDATE`);
  await enter(page, "anton");
  await expect(page).toHaveURL(`${own.url}/events?event_type=APP_UPDATE`);
  expect(said.filter((text) => text.includes("Content Security Policy"))).toEqual([]);
  await page.context().close();
});

test("whom no group lets in is told so, and a local user still may", async ({ page, complaints }) => {
  await page.goto(`${own.url}/events?window=24h`);
  await enter(page, "omar");
  await expect(page).toHaveURL(/\/sign-in\?/);
  await expect(
    page.getByRole("alert").filter({ hasText: "None of your groups may use this console." }),
  ).toBeVisible();
  await page.goto(`${own.url}/events`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("button", { name: "Enter the demo" }).click();
  await expect(page).toHaveURL(`${own.url}/events`);
  none(complaints);
});

test("who cancels at the provider comes back to the page that waits", async ({ page }) => {
  await page.goto(`${own.url}/events?event_type=APP_UPDATE`);
  await enter(page, "nobody");
  await expect(page.getByRole("alert").filter({ hasText: "cancelled" })).toBeVisible();
  await enter(page, "anton");
  await expect(page).toHaveURL(`${own.url}/events?event_type=APP_UPDATE`);
});

test("signing out everywhere asks once, ends the other browser too, and nobody else", async ({
  page,
  browser,
  complaints,
}) => {
  const other = await elsewhere(browser);
  for (const each of [page, other]) {
    await each.goto(`${own.url}/events`);
    await enter(each, "anton");
    await expect(each).toHaveURL(`${own.url}/events`);
  }
  const demo = await browser.newContext({ storageState: await signedIn(own.url, "demo", "demo") });
  const open = async () => {
    await page.getByRole("button", { name: /signed in as/ }).click();
    await page.getByRole("menuitem", { name: "Sign out everywhere…" }).click();
  };
  await open();
  const dialog = page.getByRole("dialog", { name: "Sign out everywhere" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);
  expect((await other.request.get(`${own.url}/api/event-types`)).status()).toBe(200);
  await open();
  await dialog.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await other.request.get(`${own.url}/api/event-types`)).status()).toBe(401);
  await other.reload();
  await expect(other).toHaveURL(/\/sign-in/);
  expect((await demo.request.get(`${own.url}/api/event-types`)).status()).toBe(200);
  none(complaints);
  await Promise.all([other.context().close(), demo.close()]);
});

test("a provider that is down is told on the sign-in page, with and without scripts", async ({
  page,
  browser,
  complaints,
}) => {
  const quiet = await elsewhere(browser, false);
  await provider.stop();
  for (const each of [page, quiet]) {
    await each.goto(`${own.url}/events?window=24h`);
    await each.getByRole("button", { name: "Continue with Acme SSO" }).click();
    await expect(each.getByRole("alert").filter({ hasText: "Single sign-on does not answer" })).toBeVisible();
    expect(new URL(each.url()).origin).toBe(own.url);
  }
  // It comes back as it was, and so does the way in.
  provider = await startProvider({ users: USERS, port: provider.port });
  await enter(page, "anton");
  await expect(page).toHaveURL(`${own.url}/events?window=24h`);
  none(complaints);
  await quiet.context().close();
});
