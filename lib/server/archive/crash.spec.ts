import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../../scripts/lib/bundle.mjs";
import { openForWriting } from "./open-file.ts";
import { crashReading } from "./testing/crash-reading.ts";
import { ACCOUNT } from "./testing/events.ts";
import { faultsIn } from "./testing/faults-in.ts";
import { sampleOf } from "../../testing/sample.ts";
import { readSpans } from "./writing/coverage.ts";

const KILLS = sampleOf(
  Array.from({ length: 200 }, (_, i) => i),
  10,
);

let dir: string;
let script: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "archive-crash-"));
  script = await bundle("lib/server/archive/testing/crash-writer.ts", ".cache/crash-writer.mjs", {
    conditions: ["react-server"],
    external: ["@photostructure/sqlite"],
  });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/**
 * Lets a process write from reading `first` on, and kills it `ms` after its `since`; resolves to the last reading it had
 * acknowledged.
 */
function writeAndKill(file: string, first: number, since: "start" | "open", ms: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, file, String(first)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let acknowledged = first - 1;
    let trouble = "";
    child.stderr.on("data", (chunk) => (trouble += String(chunk)));
    const killLater = () => setTimeout(() => child.kill("SIGKILL"), ms);
    if (since === "start") killLater();
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line !== "open") acknowledged = Number(line);
      else if (since === "open") killLater();
    });
    child.on("close", (_, signal) =>
      signal === "SIGKILL" ? resolve(acknowledged) : reject(new Error(`The writer ended: ${trouble}`)),
    );
  });
}

describe("kill -9 while it writes", () => {
  it(`loses and doubles nothing, ${KILLS.length} times on one file`, async () => {
    const file = join(dir, "archive.db");
    let next = 0;
    for (const [i, kill] of KILLS.entries()) {
      // Some while the file is opened, the first of all while it is made; most in the middle of a write.
      const acknowledged = await (i % 5 === 0
        ? writeAndKill(file, next, "start", 100 + ((kill * 7919) % 300))
        : writeAndKill(file, next, "open", (kill * 7919) % 197));
      const db = await openForWriting(file);
      try {
        expect(await faultsIn(db, ACCOUNT)).toEqual([]);
        const { ids } = await held(db);
        // What was acknowledged is there; the one under way may be, whole.
        const readings = new Set(ids.map((id) => Number(id.slice(1).split("-")[0])));
        const last = readings.size - 1;
        expect([acknowledged, acknowledged + 1]).toContain(last);
        const should = Array.from({ length: last + 1 }, (_, i) => crashReading(i));
        expect(ids).toEqual(should.flatMap(({ events }) => events.map(({ id }) => id)).sort());
        expect((await readSpans(db, ACCOUNT)).at(-1)?.to ?? null).toBe(
          last < 0 ? null : (should[last]?.to ?? 0) / 1000,
        );
        next = last + 1;
      } finally {
        await db.destroy();
      }
    }
    expect(next).toBeGreaterThan(0);
  }, 600_000);
});

async function held(db: Awaited<ReturnType<typeof openForWriting>>): Promise<{ ids: string[] }> {
  const rows = await db.selectFrom("events").select("id").where("account_id", "=", ACCOUNT).execute();
  return { ids: rows.map(({ id }) => id).sort() };
}
