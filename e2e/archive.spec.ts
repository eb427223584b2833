import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import type { Page } from "playwright/test";
import { findings, still } from "./support/axe";
import { hydrated, openEvents, sideways } from "./support/events";
import type { Lab } from "./support/lab";
import { addUser, signedIn } from "./support/session";
import { expect, NOBODY, withLab } from "./support/test";

const PASSWORD = "correct horse battery";
const DAY_S = 86_400;
const test = withLab({ archive: true, events: 1500, env: { AUDIT_SYNC_SECONDS: "5" } });

const section = (page: Page, name: string) => page.getByRole("region", { name: `Coverage of ${name}` });
const tile = (page: Page, term: string) =>
  page.locator("dl > div").filter({ has: page.getByText(term, { exact: true }) });

interface Told {
  events: number;
  backfill: { remaining: number | null };
}

/** Once everything of both accounts is read. */
async function filled(page: Page, lab: Lab): Promise<void> {
  for (const { apiKey } of lab.simulator.accounts)
    await expect
      .poll(
        async () => {
          const answer = await page.request.get(`/api/archive?account=${apiKey}`);
          const { events, backfill } = (await answer.json()) as Partial<Told>;
          return answer.ok() ? `${events} ${backfill?.remaining}` : await answer.text();
        },
        { timeout: 45_000 },
      )
      .toBe(`${lab.simulator.truth(apiKey).length} 0`);
}

async function openArchive(page: Page, lab: Lab): Promise<void> {
  await filled(page, lab);
  await page.goto("/archive");
  await expect(page.getByRole("heading", { level: 1, name: "Archive" })).toBeVisible();
  await hydrated(page);
}

let made = 0;
async function asAdmin(page: Page, lab: Lab): Promise<void> {
  const name = `keeper${++made}-${process.pid}`;
  addUser(lab, name, PASSWORD, { role: "admin" });
  const { cookies } = await signedIn(lab.url, name, PASSWORD);
  await page.context().addCookies(cookies);
}

/** What somebody at the machine itself could do to the file. */
function inFile(lab: Lab, work: (database: InstanceType<typeof DatabaseSync>) => void): void {
  const database = new DatabaseSync(join(lab.console.dataDir, "archive.db"));
  database.exec("pragma busy_timeout = 5000");
  try {
    work(database);
  } finally {
    database.close();
  }
}

/** Three whole days in the middle of what is held, as if Vonage had failed over them a moment ago. */
function loseThreeDays(lab: Lab, account: string, ago = 20): void {
  const from = Math.floor(Date.now() / 1000 / DAY_S) * DAY_S - ago * DAY_S;
  inFile(lab, (database) => {
    const [span] = database
      .prepare("select from_s, to_s from coverage where account_id = ? and from_s < ? and to_s > ?")
      .all(account, from, from + 3 * DAY_S) as { from_s: number; to_s: number }[];
    if (!span) throw new Error("The coverage has no such span.");
    const add = database.prepare(
      "insert into coverage (account_id, from_s, to_s, state, read_at, reason) values (?, ?, ?, ?, ?, ?)",
    );
    database.prepare("delete from coverage where account_id = ? and from_s = ?").run(account, span.from_s);
    add.run(account, span.from_s, from - 1, "settled", Date.now(), null);
    add.run(account, from, from + 3 * DAY_S - 1, "missing", Date.now(), "Vonage answered 503.");
    add.run(account, from + 3 * DAY_S, span.to_s, "settled", Date.now(), null);
  });
}

test("a reader finds what is held, by day, in words, as a table and as a file, and no button of an admin's", async ({
  page,
  lab,
}) => {
  await filled(page, lab);
  await openEvents(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Archive" }).click();
  await expect(page).toHaveURL(/\/archive$/);
  await expect(page).toHaveTitle("Archive · Audit console");
  await hydrated(page);
  const all = lab.simulator.accounts.flatMap(({ apiKey }) => lab.simulator.truth(apiKey));
  await expect(tile(page, "Events held")).toContainText(
    `${String(all.length).replace(/\B(?=(\d{3})+$)/g, ",")}2 accounts`,
  );
  await expect(tile(page, "Missing days")).toContainText("0of what was asked for");
  await expect(tile(page, "Settled up to")).toContainText("UTC");
  const production = section(page, "Acme production");
  await expect(production.getByText(/^[\d,]+ of [\d,]+ days settled$/)).toBeVisible();
  for (const name of [/^Pause/, /^Resume/, /^Verify now/, /^Try again/])
    await expect(page.getByRole("button", { name })).toHaveCount(0);

  // By keyboard: the newest day first, a week back, and to the oldest.
  const map = production.getByRole("slider", { name: "Days of Acme production" });
  await map.focus();
  await page.keyboard.press("ArrowLeft");
  const told = await map.getAttribute("aria-valuetext");
  const back = new Date(Date.now() - 7 * DAY_S * 1000);
  expect(told).toMatch(new RegExp(` ${back.getUTCDate()} \\w{3} \\d{4}: settled, read completely, closed$`));
  await expect(production.getByText(String(told))).toBeVisible();
  await page.keyboard.press("Home");
  expect(await map.getAttribute("aria-valuenow")).toBe("0");

  // By pointer: the day under it, and none beside.
  const svg = production.locator("svg[viewBox]");
  const box = await svg.boundingBox();
  if (!box) throw new Error("no map");
  await page.mouse.move(box.x + box.width - 25, box.y + 60);
  await expect(production.getByText(/^\w{3} \d+ \w{3} \d{4}: settled/)).toBeVisible();

  await production.getByText("Spans as a table").click();
  await expect(production.getByRole("row").nth(1)).toContainText("not asked for yet");
  await expect(production.getByRole("row").last()).toContainText("settled");

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Coverage as CSV" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("coverage.csv");
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines[0]).toBe("account,name,from,to,state,reason,tried_at");
  expect(lines[1]).toMatch(/^7c9e4b21,Acme production,,\d{4}-.*Z,settled,,$/);
});

// A sign-in takes the place of the session that the browser had.
test.describe("an admin", () => {
  test.use({ storageState: NOBODY });

  test("pauses and resumes", async ({ page, lab }) => {
    await asAdmin(page, lab);
    await openArchive(page, lab);
    const emea = section(page, "Acme EMEA");
    await emea.getByRole("button", { name: "Pause Acme EMEA" }).click();
    await expect(emea.getByText("paused", { exact: true })).toBeVisible();
    await expect(emea).toContainText("It was paused.");
    await expect(section(page, "Acme production").getByText("paused", { exact: true })).toHaveCount(0);
    await emea.getByRole("button", { name: "Resume Acme EMEA" }).click();
    await expect(emea.getByText("paused", { exact: true })).toHaveCount(0);
  });

  test("missing days are counted, explained, and read again when an admin asks", async ({ page, lab }) => {
    await asAdmin(page, lab);
    await filled(page, lab);
    loseThreeDays(lab, lab.production.apiKey);
    await page.goto("/archive");
    await hydrated(page);
    await expect(tile(page, "Missing days")).toContainText("31 gap, Acme production");
    const gap = section(page, "Acme production").getByRole("listitem").filter({ hasText: "missing" });
    await expect(gap).toContainText(
      /^\d+ (\w{3} )?(\d{4} )?– \d+ \w{3} \d{4} missing\. Vonage answered 503\. Last try/,
    );
    await expect(gap).toContainText("A zero result over this span proves nothing.");
    await gap.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("The span is read again next.")).toBeVisible();
    await expect(tile(page, "Missing days")).toContainText("0of what was asked for", { timeout: 40_000 });
  });

  test("other bytes of a known id are compared, and are no fault of the chain", async ({ page, lab }) => {
    await asAdmin(page, lab);
    await filled(page, lab);
    const { text } = lab.simulator.truth(lab.emea.apiKey)[10]!;
    const { id } = JSON.parse(text) as { id: string };
    inFile(lab, (database) =>
      database
        .prepare("insert into discrepancies (account_id, id, digest, seen_at, raw) values (?, ?, ?, ?, ?)")
        .run(lab.emea.apiKey, id, new Uint8Array(32), Date.now(), text.replace("acme", "\u202eevil")),
    );
    await page.goto("/archive");
    await hydrated(page);
    const others = page.getByRole("region", { name: "Other bytes from Vonage" });
    await expect(others).toContainText(id);
    await others.getByRole("button", { name: "Compare" }).click();
    const dialog = page.getByRole("dialog", { name: "Two texts of one id" });
    await expect(dialog.getByText("Kept first")).toBeVisible();
    await expect(dialog.locator("mark").last()).toContainText("U+202Eevil");
    await page.keyboard.press("Escape");

    await others.getByRole("button", { name: "Record as known" }).click();
    await expect(page.getByText("Recorded as known.", { exact: true })).toBeVisible();
    await expect(others).toContainText(/known, recorded by keeper/);
    await expect(others).toContainText("1 of 1 recorded as known.");
    await page.reload();
    await hydrated(page);
    await others.getByRole("button", { name: "Take back" }).click();
    await expect(others.getByRole("button", { name: "Record as known" })).toBeVisible();
    await expect(others).not.toContainText("recorded by");
    await page.goto("/access-log");
    await expect(page.getByText("Recorded other bytes as known")).toBeVisible();
    await expect(page.getByText("Took back that other bytes are known")).toBeVisible();
    await page.goto("/archive");
    await hydrated(page);
    await page.getByRole("button", { name: "Verify now" }).click();
    await expect(tile(page, "Chain")).toContainText("unaltered", { timeout: 30_000 });
    await expect(page.getByRole("region", { name: "Verification" })).toContainText(
      /took (less than a second|\d)/,
    );
  });

  test("who may not record it as known is not offered it", async ({ page, lab }) => {
    const demo = await signedIn(lab.url, "demo", "demo");
    await page.context().addCookies(demo.cookies);
    await openArchive(page, lab);
    const others = page.getByRole("region", { name: "Other bytes from Vonage" });
    await expect(others.getByRole("button", { name: "Compare" }).first()).toBeVisible();
    await expect(others.getByRole("button", { name: "Record as known" })).toHaveCount(0);
  });
});

for (const colorScheme of ["light", "dark"] as const)
  test(`${colorScheme}: axe finds nothing, and no width scrolls the page sideways`, async ({ page, lab }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await filled(page, lab);
    loseThreeDays(lab, lab.emea.apiKey, colorScheme === "light" ? 40 : 60);
    for (const width of [1440, 1024, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await openArchive(page, lab);
      await section(page, "Acme EMEA").getByText("Spans as a table").click();
      expect(await sideways(page), `${width} px`).toBeLessThanOrEqual(0);
      await still(page);
      expect(await findings(page), `${width} px`).toEqual([]);
    }
    // The newest days are in view, and the oldest a scroll away.
    const svg = section(page, "Acme production").locator("svg[viewBox]");
    const box = await svg.boundingBox();
    expect(Math.round((box?.x ?? 0) + (box?.width ?? 0))).toBeLessThanOrEqual(390);
    expect(box?.x).toBeLessThan(0);
  });

test.describe("an auditor", () => {
  test.use({ storageState: NOBODY });

  // The last: it breaks the file for good.
  test("a record that was altered in the file is found, and led to", async ({ page, lab }) => {
    await asAdmin(page, lab);
    await openArchive(page, lab);
    inFile(lab, (database) =>
      database
        .prepare("update events set raw = replace(raw, 'a', 'b') where account_id = ? and seq = 8")
        .run(lab.production.apiKey),
    );
    await page.getByRole("button", { name: "Verify now" }).click();
    await expect(tile(page, "Chain")).toContainText("1 record differsAcme production", { timeout: 30_000 });
    const row = page.getByRole("region", { name: "Verification" }).getByRole("listitem").first();
    await expect(row).toContainText("First at record 8, ");
    await expect(row).toContainText("The record is not as it was written.");
    await expect(row.getByRole("link")).toHaveAttribute("href", /^\/events\/.+account=7c9e4b21$/);
  });
});
