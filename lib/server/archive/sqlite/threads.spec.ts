import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../../../scripts/lib/bundle.mjs";
import { StoreError } from "../../database/store-error.ts";
import { openSqliteArchive } from "../open-sqlite-archive.ts";
import { crashReading } from "../testing/crash-reading.ts";
import { ACCOUNT } from "../testing/events.ts";
import { Thread } from "./thread.ts";
import { workerScript } from "./worker-script.ts";

const root = mkdtempSync(join(tmpdir(), "archive-threads-"));
let count = 0;
const next = () => join(root, `${(count += 1)}.db`);
afterAll(() => rmSync(root, { recursive: true, force: true }));

let writer: string;
beforeAll(async () => {
  writer = await bundle("lib/server/archive/testing/crash-writer.ts", ".cache/crash-writer.mjs", {
    conditions: ["react-server"],
    external: ["@photostructure/sqlite"],
  });
});

describe("a worker thread", () => {
  it("that ends is said to those who wait, and started anew by the next call", async () => {
    const thread = new Thread(fileURLToPath(new URL("../testing/fragile-worker.mjs", import.meta.url)), {
      file: "/nowhere",
      role: "write",
    });
    await thread.open();
    expect(await thread.call("echo", [1])).toBe(1);
    const asked = [thread.call("die", []), thread.call("echo", [2])];
    for (const result of await Promise.allSettled(asked)) {
      expect(result).toMatchObject({ status: "rejected", reason: expect.any(StoreError) });
      expect(String((result as PromiseRejectedResult).reason)).toMatch(/writing thread ended: exit code 7\./);
    }
    expect(thread.load).toBe(0);
    expect(await thread.call("echo", [3])).toBe(3);
    await expect(thread.call("echo", [() => 1])).rejects.toThrow(/could not be cloned/);
    expect(thread.load).toBe(0);
    await thread.close();
    await thread.close();
    await expect(thread.call("echo", [4])).rejects.toThrow("The archive is closed.");
  });

  it("answers a failure of its own as an error, and goes on", async () => {
    const file = next();
    const archive = await openSqliteArchive(file);
    await archive.close();
    const thread = new Thread(workerScript(), { file, role: "read" });
    await expect(thread.call("nothing", [])).rejects.toThrow(/There is no operation nothing/);
    await expect(thread.call("walkOn", [null, []])).rejects.toThrow(/operation failed/);
    expect(await thread.call("coverage", [ACCOUNT])).toEqual([]);
    await thread.close();
  });
});

describe("an archive's file", () => {
  it("is refused to a second process by name, and free once the first was killed", async () => {
    const file = next();
    const child = spawn(process.execPath, [writer, file], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise<void>((open) => createInterface({ input: child.stdout }).once("line", () => open()));
    await expect(openSqliteArchive(file)).rejects.toThrow(
      new StoreError(
        `The archive ${file} is in use by process ${child.pid}: one console at a time works on a data folder. Stop that one, or give this one another AUDIT_DATA_DIR.`,
      ),
    );
    child.kill("SIGKILL");
    await new Promise((ended) => child.on("close", ended));
    const archive = await openSqliteArchive(file);
    await expect(openSqliteArchive(file)).rejects.toThrow(`in use by process ${process.pid}`);
    await archive.close();
    expect(statSync(`${file}.lock`).mode & 0o777).toBe(0o600);
    await (await openSqliteArchive(file)).close();
  });

  it("is read while a long write is under way", async () => {
    const archive = await openSqliteArchive(next());
    let written = 0;
    const writes = Array.from({ length: 40 }, (_, i) =>
      archive.write(crashReading(i)).then(() => (written += 1)),
    );
    const { events } = await archive.holdings(ACCOUNT);
    expect(written).toBeLessThan(40);
    await Promise.all(writes);
    expect((await archive.holdings(ACCOUNT)).events).toBeGreaterThan(events);
    await archive.close();
  });
});
