import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { ExportStatus } from "@/lib/audit/export";
import { parseCsv } from "@/lib/server/testing/parse-csv";
import { untilArchived } from "./support/archived";
import { openEvents, receipt } from "./support/events";
import { expect, withLab } from "./support/test";

/** An export where there is an archive: more than Vonage could be asked for at once, and by what it cannot filter. */
const test = withLab({ events: 12_000, archive: true, env: { AUDIT_UPSTREAM_RPS: "2000" } });
test.use({ viewport: { width: 1440, height: 900 } });

test("chosen, followed, downloaded whole, and its receipt saved", async ({ page, lab }) => {
  await untilArchived(page, lab);
  const noon = new Date(Date.parse(lab.simulator.now)).toISOString().replace(/\.\d+Z$/, "Z");
  await openEvents(page, `account=*&exclude_event_type=ACCOUNT_SECRET_CREATE&date_to=${noon}`);
  const words = (await receipt(page).textContent()) ?? "";
  const total = Number(/^([\d,]+) events/.exec(words)![1]!.replaceAll(",", ""));
  expect(total).toBeGreaterThan(10_000);

  // Held up until it was looked at: an archive is read faster than a page can be.
  let letGo = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  await page.route("**/api/exports/*", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Export/ });
  await expect(dialog).toContainText("The whole result, from the archive.");
  await expect(dialog).toContainText("type is not ACCOUNT_SECRET_CREATE");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Start the export" }).click(),
  ]);
  await expect(dialog.getByRole("status")).toContainText("The download begins.");
  const bytes = await readFile(await download.path());
  letGo();
  await expect(dialog.getByText("complete", { exact: true })).toBeVisible();
  await expect(dialog).toContainText(`${total.toLocaleString("en")} events`);

  const rows = parseCsv(bytes.toString("utf8")).slice(1);
  expect(rows).toHaveLength(total);
  const truth = [lab.production, lab.emea].flatMap(({ apiKey }) => lab.simulator.truth(apiKey));
  const expected = truth.filter(
    ({ at, text }) =>
      (at === null || at * 1000 <= Date.parse(noon)) &&
      !text.includes('"event_type":"ACCOUNT_SECRET_CREATE"'),
  );
  expect(rows).toHaveLength(expected.length);

  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Save receipt" }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe(`${download.suggestedFilename()}.receipt.json`);
  const kept = JSON.parse(await readFile(await saved.path(), "utf8")) as ExportStatus;
  expect(kept).toMatchObject({
    state: "done",
    count: total,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    receipt: { served: "archive", complete: true, accounts: [lab.production.apiKey, lab.emea.apiKey] },
  });
});
