import "server-only";

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { StoreError } from "../../database/store-error.ts";
import type { Db } from "../db.ts";
import { archiveLocation } from "../location.ts";
import { openForProof } from "../open-for-proof.ts";
import { checkpoint } from "../proof/ops.ts";
import { accountsIn } from "./accounts.ts";
import { type ArchiveCommand, readArguments, USAGE, UsageError } from "./arguments.ts";
import { backUp } from "./backup.ts";
import { readCheckpoints } from "./checkpoint-file.ts";
import { verifyAll } from "./verify.ts";

const HOLDS = 0;
const DIFFERS = 1;
const CANNOT_SAY = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Where `ARCHIVE_URL` says; else the data folder's, or that of the demo where there is no other. */
function archiveFile(env: NodeJS.ProcessEnv): string {
  const dataDir = env["AUDIT_DATA_DIR"] || ".data";
  const named = env["ARCHIVE_URL_FILE"];
  const url = env["ARCHIVE_URL"] || (named ? readUrl(named) : undefined);
  const location = archiveLocation(url, dataDir);
  if (location === null) throw new StoreError("There is no archive: ARCHIVE_URL is off.");
  const demo = resolve(dataDir, "demo-archive.db");
  return url || existsSync(location.file) || !existsSync(demo) ? location.file : demo;
}

function readUrl(file: string): string {
  try {
    return readFileSync(file, "utf8").trimEnd();
  } catch (error) {
    throw new StoreError(`ARCHIVE_URL_FILE cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

async function run(command: Exclude<ArchiveCommand, { verb: "help" }>, db: Db): Promise<number> {
  switch (command.verb) {
    case "checkpoint": {
      const accounts = command.account === null ? await accountsIn(db) : [command.account];
      const now = Date.now();
      const checkpoints = await Promise.all(accounts.map((account) => checkpoint(db, account, now)));
      say(JSON.stringify({ checkpoints }, null, 2));
      return HOLDS;
    }
    case "verify": {
      const checkpoints = command.checkpoint === null ? [] : readCheckpoints(command.checkpoint);
      return (await verifyAll(db, command.account, checkpoints, say)) ? HOLDS : DIFFERS;
    }
    case "backup":
      await backUp(db, resolve(command.file));
      say(`Copied to ${command.file}.`);
      return HOLDS;
  }
}

async function main(): Promise<number> {
  const command = readArguments(process.argv.slice(2));
  if (command.verb === "help") {
    say(USAGE);
    return HOLDS;
  }
  const db = await openForProof(archiveFile(process.env));
  try {
    return await run(command, db);
  } finally {
    await db.destroy();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isExpected = error instanceof UsageError || error instanceof StoreError;
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(isExpected ? `${reason}\n` : `The archive cannot be read: ${reason}.\n`);
  process.exitCode = CANNOT_SAY;
}
