import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { untilArchived } from "./support/archived";
import { findings, still } from "./support/axe";
import { INCIDENT, type Lab, stamp } from "./support/lab";
import { addUser, signedIn } from "./support/session";
import { expect, withLab } from "./support/test";
import { field, openTimeline, PAGE } from "./support/timeline";

const DAY_S = 86_400;
const test = withLab({ events: 1500, archive: true, env: { AUDIT_SYNC_SECONDS: "5" } });

test.beforeEach(async ({ page, lab }) => untilArchived(page, lab));

/** Three days before the incident are missing, as if Vonage had failed over them. */
function loseDays(lab: Lab): { from: string; to: string } {
  const from = Math.floor(INCIDENT.getTime() / 1000 / DAY_S) * DAY_S - 4 * DAY_S;
  const to = from + 3 * DAY_S - 1;
  const database = new DatabaseSync(join(lab.console.dataDir, "archive.db"));
  database.exec("pragma busy_timeout = 5000");
  try {
    const [span] = database
      .prepare("select from_s, to_s from coverage where account_id = ? and from_s < ? and to_s > ?")
      .all(lab.production.apiKey, from, to) as { from_s: number; to_s: number }[];
    if (!span) throw new Error("The coverage has no such span.");
    const add = database.prepare(
      "insert into coverage (account_id, from_s, to_s, state, read_at, reason) values (?, ?, ?, ?, ?, ?)",
    );
    database
      .prepare("delete from coverage where account_id = ? and from_s = ?")
      .run(lab.production.apiKey, span.from_s);
    const now = Date.now();
    add.run(lab.production.apiKey, span.from_s, from - 1, "settled", now, null);
    add.run(lab.production.apiKey, from, to, "missing", now, "Vonage answered 503.");
    add.run(lab.production.apiKey, to + 1, span.to_s, "settled", now, null);
  } finally {
    database.close();
  }
  return { from: stamp(from * 1000), to: stamp(to * 1000) };
}

test("a gap is drawn and told, values across it are marked, and an admin has it read", async ({
  page,
  lab,
}) => {
  const faults = (status: number | null) =>
    lab.simulator.setFaults(status === null ? [] : [{ fault: { kind: "status", status } }]);
  faults(503);
  const gap = loseDays(lab);
  const inside = stamp(INCIDENT.getTime() - 3_600_000);
  await openTimeline(page, `${PAGE}?at=${inside}`);
  await expect(page.getByText(/^Not archived: /)).toBeVisible();
  await expect(page.getByText("1 gap")).toBeVisible();
  await expect(field(page, "voice-value")).toContainText("across a gap");
  await expect(page.getByTitle("tel:447700900012, unless it changed in the gap")).toHaveCount(1);
  await expect(page.getByRole("button", { name: /^Read it from Vonage/ })).toHaveCount(0);
  await still(page);
  expect(await findings(page)).toEqual([]);
  // Behind the gap an event has stated it again.
  await page.getByRole("button", { name: "Now", exact: true }).click();
  await expect(field(page, "voice-value")).not.toContainText("across a gap");

  addUser(lab, `keeper-${process.pid}`, "correct horse battery", { role: "admin" });
  const { cookies } = await signedIn(lab.url, `keeper-${process.pid}`, "correct horse battery");
  await page.context().addCookies(cookies);
  await openTimeline(page);
  await expect(page.getByText(gap.from.slice(11, 19)).first()).toBeVisible();
  faults(null);
  await page.getByRole("button", { name: "Read it from Vonage now" }).click();
  await expect(page.getByText(/^Not archived: /)).toHaveCount(0, { timeout: 30_000 });
});
