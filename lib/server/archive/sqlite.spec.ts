import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openSqliteArchive } from "./open-sqlite-archive.ts";
import { describeArchive } from "./testing/conformance/index.ts";

const root = mkdtempSync(join(tmpdir(), "archive-"));
let count = 0;
afterAll(() => rmSync(root, { recursive: true, force: true }));

describeArchive("SQLite", () => openSqliteArchive(join(root, `${(count += 1)}.db`)));
