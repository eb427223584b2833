import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright/test";
import { startConsole } from "../../e2e/support/console.ts";
import { signedIn } from "../../e2e/support/session.ts";
import type { EventsPage } from "../../lib/audit/list-page.ts";
import config from "../../playwright.config.ts";
import { startSimulator } from "../../simulator/index";
import { ACCOUNT, build } from "../archive/build.ts";
import { probe } from "./probe.ts";

export const EVENTS = 1_000_000;
const DIR = ".cache/bench-ui";
const DAY_MS = 86_400_000;
/** Windows that end now must hold events: older data is made anew. */
const KEPT_DAYS = 6;

export interface World {
  readonly url: string;
  readonly browser: Browser;
  /** A reader who has never been here but for signing in: no cache, no settings. */
  fresh(): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** The production build over an archive of a million events of one account, whole up to now, and a signed-in reader. */
export async function openWorld(): Promise<World> {
  const file = await archive();
  // Vonage has nothing but what is archived: the sync asks what is new, as always, and finds nothing.
  const simulator = await startSimulator({ events: 2, now: new Date(Date.now() - 400 * DAY_MS) });
  const console = await startConsole({
    upstream: simulator.url,
    accounts: simulator.accounts.filter(({ apiKey }) => apiKey === ACCOUNT),
    archive: true,
    env: { ARCHIVE_URL: `sqlite:${resolve(file)}` },
  });
  const { url } = console;
  const state = await signedIn(url, "demo", "demo");
  const { launchOptions, viewport } = config.use ?? {};
  // With scroll bars, as people have them.
  const browser = await chromium.launch({ ...launchOptions, ignoreDefaultArgs: ["--hide-scrollbars"] });
  const fresh = async () => {
    const context = await browser.newContext({
      baseURL: url,
      storageState: state,
      locale: "en-GB",
      timezoneId: "UTC",
      viewport: viewport ?? null,
    });
    await context.addInitScript(probe);
    return context;
  };
  await untilWhole(fresh, console.log);
  return {
    url,
    browser,
    fresh,
    close: async () => {
      await browser.close();
      await console.stop();
      await simulator.close();
    },
  };
}

async function archive(): Promise<string> {
  mkdirSync(DIR, { recursive: true });
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const madeAt = (name: string) => Date.parse(`${name.slice(0, 10)}T00:00:00Z`);
  const old = readdirSync(DIR).filter((name) => !(madeAt(name) > today - KEPT_DAYS * DAY_MS));
  for (const name of old) rmSync(`${DIR}/${name}`);
  const kept = readdirSync(DIR).find((name) => /^[\d-]{10}\.db$/.test(name));
  const file = `${DIR}/${kept ?? `${new Date(today).toISOString().slice(0, 10)}.db`}`;
  if (!existsSync(file)) await build(EVENTS, { file, now: today });
  return file;
}

/** Until the archive answers for all of time and holds every event, and its index of texts is whole. */
async function untilWhole(fresh: () => Promise<BrowserContext>, log: () => string): Promise<void> {
  const isIndexing = () =>
    log().includes("text index is being made anew") && !log().includes("text index has been made anew");
  const context = await fresh();
  for (let tries = 0; ; tries++) {
    const answer = await context.request.get("/api/events?size=1");
    const { receipt, page } = (await answer.json()) as EventsPage;
    const missing = receipt.reason !== null && receipt.reason !== "open";
    if (receipt.served === "archive" && !missing && page.totalElements >= EVENTS && !isIndexing()) break;
    if (tries === 1200)
      throw new Error(`The archive does not answer: ${JSON.stringify(receipt)} of ${page.totalElements}`);
    await new Promise((done) => setTimeout(done, 500));
  }
  await context.close();
}

/** The list of everything, used as a person finds it: scripts run, bars and facets whole, nothing under way. */
export async function openList(context: BrowserContext, path = "/events"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path, { waitUntil: "networkidle" });
  await page.locator("aside [data-facet-value]").first().waitFor();
  await settled(page);
  return page;
}

/** Until nothing is being read, and then for a moment, as a person takes one. */
export async function settled(page: Page, ms = 150): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector("[role=grid] [data-event-id]") !== null &&
      document.querySelector('[aria-busy="true"]') === null,
  );
  await page.waitForTimeout(ms);
}
