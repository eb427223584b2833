import { type Page, test as base } from "playwright/test";
import { type Lab, type LabOptions, openLab } from "./lab";
import { signedIn } from "./session";

interface WorkerFixtures {
  /** Shared by all specs that leave it as they found it. */
  lab: Lab;
  demoCookies: Awaited<ReturnType<typeof signedIn>>;
}

/** What a page said that it should not have: collected from its first script on. */
export interface Complaints {
  violations: string[];
  errors: string[];
  dialogs: string[];
}

/** The console over a shared simulator, with the demo reader signed in. */
export const test = base.extend<{ complaints: Complaints }, WorkerFixtures>({
  lab: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to learn what a fixture needs.
    async ({}, use) => {
      const lab = await openLab();
      await use(lab);
      await lab.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  demoCookies: [async ({ lab }, use) => use(await signedIn(lab.url, "demo", "demo")), { scope: "worker" }],
  baseURL: ({ lab }, use) => use(lab.url),
  storageState: ({ demoCookies }, use) => use(demoCookies),
  // Not asked for by name: every page of every spec is listened to, and none may complain.
  complaints: [
    async ({ page }, use, info) => {
      const complaints = await listen(page);
      await use(complaints);
      if (info.status === "passed" && (complaints.violations.length > 0 || complaints.dialogs.length > 0))
        throw new Error(`The page complained: ${JSON.stringify(complaints)}`);
    },
    { auto: true },
  ],
});

/** The same over a lab of its own: for specs that break things, or count them. */
export const withLab = (options: LabOptions) =>
  test.extend<object, { lab: Lab }>({
    lab: [
      // oxlint-disable-next-line no-empty-pattern -- as above
      async ({}, use) => {
        const lab = await openLab(options);
        await use(lab);
        await lab.stop();
      },
      { scope: "worker", timeout: 60_000 },
    ],
  });

export { expect } from "playwright/test";

/** Signed out: for specs that sign in themselves. */
export const NOBODY = { cookies: [], origins: [] };

/** Listens for policy violations (also those no console prints), script errors and dialogs. */
async function listen(page: Page): Promise<Complaints> {
  const complaints: Complaints = { violations: [], errors: [], dialogs: [] };
  await page.exposeFunction("tellViolation", (text: string) => complaints.violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const tell = (globalThis as unknown as { tellViolation: (text: string) => void }).tellViolation;
      tell(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  page.on("console", (message) => {
    const text = message.text();
    if (text.includes("Content Security Policy")) complaints.violations.push(text);
    else if (message.type() === "error" && !text.startsWith("Failed to load resource"))
      complaints.errors.push(text);
  });
  page.on("pageerror", (error) => complaints.errors.push(`${error.name}: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return complaints;
}
