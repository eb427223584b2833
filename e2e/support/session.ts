import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Page, request } from "playwright/test";
import type { Lab } from "./lab";

/** The cookies of a reader who signed in by the form's own requests; for specs that are about something else. */
export async function signedIn(url: string, username: string, password: string) {
  const context = await request.newContext({ baseURL: url });
  const { csrfToken } = (await (await context.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await context.post("/api/auth/callback/credentials", {
    form: { csrfToken, username, password, callbackUrl: "/events", json: "true" },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`Signing in as ${username} was answered with ${answer.status()}.`);
  const state = await context.storageState();
  await context.dispose();
  return state;
}

/** Signs in as a person does, on the page where the browser stands. */
export async function signInOnPage(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("User").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** A local user made by the operator's own command. */
export function addUser(
  { console, simulator }: Lab,
  name: string,
  password: string,
  { role = "analyst", accounts }: { role?: string; accounts?: string } = {},
): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["scripts/user.mjs", "add", name, "--role", role, ...(accounts ? ["--accounts", accounts] : [])],
    {
      input: `${password}\n`,
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"] ?? "",
        NODE_ENV: "production",
        AUDIT_DATA_DIR: console.dataDir,
        AUDIT_ACCOUNTS_FILE: join(console.dataDir, "accounts.json"),
        VONAGE_AUDIT_URL: simulator.url,
      },
    },
  );
  if (status !== 0) throw new Error(`The user command ended with ${status}: ${stderr}`);
}
