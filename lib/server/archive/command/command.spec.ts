import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Archive } from "../archive.ts";
import { openSqliteArchive } from "../open-sqlite-archive.ts";
import { at, event } from "../testing/events.ts";
import { reading } from "../testing/readings.ts";

const SCRIPT = fileURLToPath(new URL("../../../../scripts/archive.mjs", import.meta.url));
const EMEA = "b52d77c0";
let bundled = "";

let dir: string;
let file: string;
let console: Archive;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "archive-command-"));
  file = join(dir, "archive.db");
  console = await openSqliteArchive(file);
  const events = Array.from({ length: 30 }, (_, i) => event(`e-${i + 1}`, at("10:00:00") + i * 1000));
  await console.write(reading("10:00:00", "11:00:00", events));
  await console.write({ ...reading("10:00:00", "11:00:00", events.slice(0, 3)), account: EMEA });
});
afterAll(async () => {
  await console.close();
  rmSync(dir, { recursive: true, force: true });
});

interface Result {
  code: number | null;
  out: string;
  err: string;
}

/** The real command, with a clean environment: first from its script, then the bundle that the script runs. */
function archive(words: string[], env: Record<string, string> = {}): Promise<Result> {
  return new Promise((done) => {
    const script = existsSync(bundled) ? bundled : SCRIPT;
    const child = spawn(process.execPath, [script, ...words], {
      env: { PATH: process.env["PATH"], AUDIT_DATA_DIR: dir, ...env } as unknown as NodeJS.ProcessEnv,
    });
    const result: Result = { code: null, out: "", err: "" };
    child.stdout.on("data", (chunk) => (result.out += String(chunk)));
    child.stderr.on("data", (chunk) => (result.err += String(chunk)));
    child.on("close", (code) => done({ ...result, code }));
  });
}

/** A copy as an operator makes it, to be spoilt. */
async function copy(name: string, edit: string): Promise<Record<string, string>> {
  const path = join(dir, name);
  expect(await archive(["backup", path])).toMatchObject({ code: 0, err: "" });
  const db = new DatabaseSync(path);
  db.exec(edit);
  db.close();
  return { ARCHIVE_URL: `sqlite:${path}` };
}

describe("npm run archive:…", () => {
  it("proves the archive, beside a console that has it open", async () => {
    expect(await archive(["verify"])).toMatchObject({ code: 0 });
    bundled = resolve(".cache/archive.mjs");
    expect(await archive(["verify"])).toEqual({
      code: 0,
      err: "",
      out: `7c9e4b21: 30 records, unaltered.\n${EMEA}: 3 records, unaltered.\n`,
    });
    expect((await archive(["verify", "--account", EMEA])).out).toBe(`${EMEA}: 3 records, unaltered.\n`);
  });

  it("names the first record that was changed, and ends with 1", async () => {
    const altered = await copy("altered.db", "update events set raw = raw || ' ' where seq = 3");
    expect(await archive(["verify"], altered)).toMatchObject({
      code: 1,
      err: "",
      out: `7c9e4b21: differs: record 3, id e-3, is altered.\n${EMEA}: differs: record 3, id e-3, is altered.\n`,
    });
    const cut = await copy(
      "cut.db",
      `delete from events where seq > 28; delete from accounts where account_id = '${EMEA}'`,
    );
    expect((await archive(["verify"], cut)).out).toBe(
      `7c9e4b21: differs: record 29 is missing, and everything after it.\n${EMEA}: 3 records, unaltered.\n`,
    );
  });

  it("finds by a checkpoint what was removed with all its traces, and what was chained anew", async () => {
    const printed = await archive(["checkpoint"]);
    expect(printed).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(printed.out)).toMatchObject({
      checkpoints: [
        { account: "7c9e4b21", records: 30, head: expect.stringMatching(/^[0-9a-f]{64}$/) },
        { account: EMEA, records: 3 },
      ],
    });
    const kept = join(dir, "checkpoint.json");
    writeFileSync(kept, `\n> vonage-audit-console@0.1.0 archive:checkpoint\n\n${printed.out}`);
    expect((await archive(["verify", "--checkpoint", kept])).out).toContain(
      "7c9e4b21: 30 records, unaltered, as the checkpoint says.\n",
    );

    const traces = ["events", "windows", "accounts", "terms", "segments"].map(
      (table) => `delete from ${table} where account_id = '${EMEA}';`,
    );
    const gone = await copy("gone.db", traces.join(""));
    expect((await archive(["verify"], gone)).code).toBe(0);
    expect(await archive(["verify", "--checkpoint", kept], gone)).toMatchObject({
      code: 1,
      out: expect.stringContaining(`${EMEA}: differs: record 1 is missing, and everything after it.\n`),
    });
  });

  it("ends with 2 and one sentence where it cannot say", async () => {
    const junk = join(dir, "junk.db");
    writeFileSync(junk, "no database at all ".repeat(500));
    const newer = await copy("newer.db", "insert into kysely_migration values ('0099-of-tomorrow', '2099')");
    const empty = join(dir, "empty.db");
    new DatabaseSync(empty).close();
    const wrong = join(dir, "wrong.json");
    writeFileSync(wrong, '{"checkpoints":[{"account":"a"}]}');
    for (const [words, sentence, env] of [
      [["verify"], `There is no archive ${dir}/none/archive.db.`, { AUDIT_DATA_DIR: join(dir, "none") }],
      [["verify"], "not a database", { ARCHIVE_URL: `sqlite:${junk}` }],
      [["verify"], "cannot be read as an archive", { ARCHIVE_URL: `sqlite:${empty}` }],
      [["verify"], "written by a newer version of this program (step 0099-of-tomorrow)", newer],
      [["checkpoint"], "written by a newer version", newer],
      [["verify"], "ARCHIVE_URL is off", { ARCHIVE_URL: "off" }],
      [["verify"], "ARCHIVE_URL must be", { ARCHIVE_URL: "mysql://x" }],
      [["verify", "--account", "nobody"], "holds nothing of account nobody."],
      [["verify", "--checkpoint", wrong], "cannot be read as a checkpoint: it holds something else."],
      [["verify", "--checkpoint", junk], "cannot be read as a checkpoint"],
      [["verify", "--account"], "--account needs a value."],
      [["verify", "now"], "There is no now here."],
      [["backup"], "takes one thing"],
      [["backup", file], "There is a file"],
      [["backup", join(dir, "no", "folder.db")], "cannot be made"],
    ] as [string[], string, Record<string, string>?][]) {
      const { code, out, err } = await archive(words, env);
      expect([words, code, out]).toEqual([words, 2, ""]);
      expect(err).toContain(sentence);
      expect(err).not.toMatch(/ {4}at |Error:/);
    }
    expect(existsSync(join(dir, "none"))).toBe(false);
  }, 60_000);

  it("finds the demo's archive where there is no other, and one that a file names", async () => {
    const demo = join(dir, "demo");
    mkdirSync(demo);
    expect((await archive(["backup", join(demo, "demo-archive.db")])).code).toBe(0);
    expect((await archive(["verify"], { AUDIT_DATA_DIR: demo })).out).toContain("30 records, unaltered");
    writeFileSync(join(demo, "url"), `sqlite:${file}\n`);
    expect((await archive(["verify"], { ARCHIVE_URL_FILE: join(demo, "url") })).code).toBe(0);
  });

  it("copies the archive while it is written, for its owner alone", async () => {
    const path = join(dir, "copy.db");
    expect((await archive(["backup", path])).out).toBe(`Copied to ${path}.\n`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const restored = await openSqliteArchive(path);
    expect(await restored.holdings("7c9e4b21")).toEqual(await console.holdings("7c9e4b21"));
    expect(
      await restored.write(reading("10:00:00", "11:00:00", [event("new", at("10:30:00"))])),
    ).toMatchObject({
      added: 1,
      late: 1,
    });
    expect(await restored.verify("7c9e4b21")).toMatchObject({ state: "unaltered", records: 31 });
    await restored.close();
  });
});
