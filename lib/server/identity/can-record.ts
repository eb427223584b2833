import "server-only";

import { existsSync } from "node:fs";
import { sql } from "kysely";
import { config } from "../config.ts";
import { consoleStore } from "../database/console-store.ts";
import { consoleStoreFile, type ConsoleStore } from "../database/open-store.ts";
import { counters } from "../metrics/counters.ts";
import { insertAccess, type Access } from "./access-record.ts";

/** Everyone may ask, and each proof is a flush of the disk: within this time one holds for all. */
const HOLDS_MS = 3_000;

const KEY = Symbol.for("audit-console.can-record");
const holder = globalThis as { [KEY]?: { until: number; failed: number; proof: Promise<boolean> } };

const TRIAL: Access = { reader: "", session: null, address: "", verb: "list", account: null, query: "" };

/** Whether an access record could be written now: without one nothing is served. Never rejects. */
export function canRecord(now = Date.now()): Promise<boolean> {
  const held = holder[KEY];
  const failed = counters().recordsFailed;
  // A record that failed since says more than what was found out before.
  if (held && held.failed === failed && now < held.until && now >= held.until - HOLDS_MS) return held.proof;
  const proof = prove(now).catch(() => false);
  holder[KEY] = { until: now + HOLDS_MS, failed, proof };
  return proof;
}

async function prove(now: number): Promise<boolean> {
  const { dataDir } = config();
  const store = await consoleStore(dataDir);
  return existsSync(consoleStoreFile(dataDir)) && tryOut(store, now);
}

/**
 * A record is inserted and taken back within one transaction, which finds out about the table and the room in the file; what is
 * committed is a row of another table, which finds out about the disk. The record itself stays without trials.
 */
export async function tryOut(store: ConsoleStore, now: number): Promise<boolean> {
  await store.transaction().execute(async (trial) => {
    await sql`savepoint trial`.execute(trial);
    await insertAccess(trial, TRIAL, now);
    await sql`rollback to savepoint trial`.execute(trial);
    await trial
      .insertInto("store_checks")
      .values({ id: 1, at: now })
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ at: now }))
      .execute();
  });
  return true;
}
