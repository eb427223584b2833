import type { Page } from "playwright/test";
import { drawer, hydrated, openEvents, rows } from "./support/events";
import { webhookChange } from "./support/lab";
import { openPopover, PLACES, POPOVERS, visit } from "./support/places";
import { addUser, signedIn } from "./support/session";
import { expect, NOBODY, test, withLab } from "./support/test";

const CANARY = "cnry/+=S3cret?&9ZqX";

/** The ways in which a secret may have been written somewhere. */
const encodings = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString("base64"),
  Buffer.from(secret).toString("hex"),
];

for (const place of PLACES) {
  test.describe(() => {
    if (place.signedOut) test.use({ storageState: NOBODY });
    test(`${place.name}: the policy holds and is never broken`, async ({ page, lab, complaints }) => {
      const answers: Record<string, string>[] = [];
      page.on("response", (response) => {
        if (response.request().resourceType() === "document") answers.push(response.headers());
      });
      await visit(page, lab, place);
      const headers = answers.at(-1) ?? {};
      const policy = headers["content-security-policy"] ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/script-src [^;]*'nonce-[A-Za-z0-9+/=]{16,}' 'strict-dynamic'/);
      expect(policy).not.toMatch(/script-src [^;]*'unsafe-/);
      expect(policy).toMatch(/style-src-elem 'self' 'nonce-/);
      expect(policy).toContain("style-src-attr 'unsafe-inline'");
      for (const part of ["base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
        expect(policy).toContain(part);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toMatch(/^(no-referrer|same-origin)$/);
      expect(headers["cache-control"]).toContain("private");
      expect(headers["cache-control"]).toContain("no-store");
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(complaints.errors).toEqual([]);
      // A nonce serves one answer.
      await visit(page, lab, place);
      expect(answers.at(-1)?.["content-security-policy"]).not.toBe(policy);
      expect(complaints.violations).toEqual([]);
    });
  });
}

test("every popover opens within the policy", async ({ page, complaints }) => {
  await openEvents(page, "search_text=Support");
  for (const name of POPOVERS) {
    await openPopover(page, name);
    await page.keyboard.press("Escape");
    await expect(page.locator("[role=dialog], [role=menu]")).toHaveCount(0);
  }
  await rows(page).first().locator("td.c-type").click();
  await drawer(page)
    .getByRole("button", { name: /: more$/ })
    .first()
    .click();
  await expect(page.getByRole("menu")).toBeVisible();
  expect(complaints.violations).toEqual([]);
  expect(complaints.errors).toEqual([]);
});

test.describe("an admin", () => {
  test.use({ storageState: NOBODY });

  test("the access log and what opens over it stay within the policy", async ({ page, lab, complaints }) => {
    const name = `policy-${process.pid}`;
    addUser(lab, name, "correct horse battery", { role: "admin" });
    await page.context().addCookies((await signedIn(lab.url, name, "correct horse battery")).cookies);
    await page.goto("/access-log");
    await hydrated(page);
    await expect(page.getByRole("table", { name: "Access records" })).toBeVisible();
    for (const button of [/^Time window/, /signed in as/]) {
      await page.getByRole("button", { name: button }).click();
      await expect(page.locator("[role=dialog], [role=menu]")).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.locator("[role=dialog], [role=menu]")).toHaveCount(0);
    }
    expect(complaints).toEqual({ violations: [], errors: [], dialogs: [] });
  });
});

test("what opens over an event's page, and the menu of a phone, stay within the policy", async ({
  page,
  lab,
  complaints,
}) => {
  await page.goto(`/events/${webhookChange(lab).id}`);
  await hydrated(page);
  await page
    .getByRole("button", { name: /: more$/ })
    .first()
    .click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/events", "/settings/connection"]) {
    await page.goto(path);
    await hydrated(page);
    await page.getByRole("button", { name: "Menu" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await page.keyboard.press("Escape");
  }
  expect(complaints).toEqual({ violations: [], errors: [], dialogs: [] });
});

test("a script that someone slips in does not run, and is noticed", async ({ page, complaints }) => {
  await openEvents(page);
  await page.evaluate(() => {
    document
      .querySelector("main")
      ?.insertAdjacentHTML("beforeend", '<img src="x:" onerror="window.ran = true">');
  });
  await expect.poll(() => complaints.violations.length).toBeGreaterThan(0);
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
  complaints.violations.length = 0;
});

const secretTest = withLab({
  events: 600,
  // The simulator does not know this secret: every way in which that fails is walked as well.
  accounts: ({ accounts: [production, emea] }) =>
    [production, { name: "Canary", apiKey: emea?.apiKey ?? "", apiSecret: CANARY }].flatMap(
      (account) => account ?? [],
    ),
});

secretTest(
  "no secret reaches the browser: not in pages, scripts, answers or failures",
  async ({ page, lab }) => {
    const secrets = [CANARY, lab.production.apiSecret].flatMap(encodings);
    const read: Promise<void>[] = [];
    const leaks: string[] = [];
    let bodies = 0;
    page.on("response", (response) => {
      read.push(
        response.text().then(
          (text) => {
            bodies += 1;
            const all = `${text}\n${JSON.stringify(response.headers())}`;
            for (const secret of secrets)
              if (all.includes(secret)) leaks.push(`${response.url()}: ${secret}`);
          },
          () => {}, // redirects have no body
        ),
      );
    });
    for (const path of [
      "/sign-in",
      "/events",
      `/events/${webhookChange(lab).id}`,
      "/settings/connection",
      `/events?account=${lab.emea.apiKey}`,
      `/events/abc?account=${lab.emea.apiKey}`,
      `/api/events?account=${lab.emea.apiKey}`,
      `/api/events/abc/history?account=${lab.emea.apiKey}`,
      `/api/event-types?account=${lab.emea.apiKey}`,
      "/api/health",
      "/no-such-page",
    ]) {
      await page.goto(path);
      await quiet(page);
    }
    await page.goto("/events");
    for (const name of POPOVERS) {
      await openPopover(page, name);
      await page.keyboard.press("Escape");
    }
    await Promise.all(read);
    expect(bodies).toBeGreaterThan(30);
    expect(leaks).toEqual([]);
  },
);

const quiet = (page: Page) => page.waitForLoadState("networkidle");
