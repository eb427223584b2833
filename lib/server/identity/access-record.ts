import "server-only";

import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { sql } from "kysely";
import { type AccessVerb, MAX_READER, ONE_RECORD_MS } from "../../audit/access-log.ts";
import { AuditError } from "../../audit/errors.ts";
import { config } from "../config.ts";
import { consoleStore } from "../database/console-store.ts";
import { consoleStoreFile, type ConsoleStore } from "../database/open-store.ts";
import { log } from "../log.ts";
import { counters } from "../metrics/counters.ts";
import { peerAddress } from "./peer-address.ts";
import type { Principal } from "./roles.ts";

/** What was done, by whom it is told apart. */
export interface Access {
  reader: string;
  session: string | null;
  address: string;
  verb: AccessVerb;
  /** API key; `null` where no account is read. */
  account: string | null;
  /** Canonical: the same question has the same text. */
  query: string;
}

const MAX_QUERY = 8000;
const MAX_REMEMBERED = 10_000;

interface Memory {
  /** Until when the same access needs no new record. Only what is on the disk stands here. */
  written: Map<string, number>;
  writing: Map<string, Promise<void>>;
}

// Pages and routes load this module apart; what one has written the other need not write again.
const KEY = Symbol.for("audit-console.access-records");
const holder = globalThis as { [KEY]?: WeakMap<ConsoleStore, Memory> };

function memoryOf(store: ConsoleStore): Memory {
  const memories = (holder[KEY] ??= new WeakMap<ConsoleStore, Memory>());
  const memory = memories.get(store) ?? { written: new Map(), writing: new Map() };
  memories.set(store, memory);
  return memory;
}

/**
 * Texts of others come in any length; a cut one ends in `…`, and no character is cut in two. SQLite's binding ends a text at its
 * first NUL, and a name must not read as another one.
 */
const capped = (text: string, most: number): string =>
  (text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`).replaceAll(
    "\0",
    "\ufffd",
  );

/**
 * One record, on the disk when it resolves. Rejects with `record_unavailable` when it could not be written: the caller then
 * answers with nothing else.
 */
export async function writeAccess(store: ConsoleStore, access: Access, now = Date.now()): Promise<void> {
  try {
    await insertAccess(store, access, now);
    counters().recordsWritten += 1;
  } catch (cause) {
    // Whatever was remembered of this store, from now on every answer has to prove that it can be written.
    memoryOf(store).written.clear();
    throw unavailable(cause);
  }
}

export async function insertAccess(
  store: Pick<ConsoleStore, "insertInto">,
  access: Access,
  now: number,
): Promise<void> {
  await store
    .insertInto("access_records")
    .values({
      id: sql<number>`(select coalesce(max(id), 0) + 1 from access_records)`,
      at: now,
      reader: capped(access.reader, MAX_READER),
      verb: access.verb,
      account: access.account,
      query: capped(access.query, MAX_QUERY),
      session: access.session,
      address: access.address,
    })
    .execute();
}

/** Like `writeAccess`, but once within five minutes for the same reader, session, address, account and question. */
export async function writeAccessOnce(
  store: ConsoleStore,
  access: Access,
  now = Date.now(),
  isSound: () => boolean = () => true,
): Promise<void> {
  const { written, writing } = memoryOf(store);
  const key = JSON.stringify([
    access.reader,
    access.session,
    access.address,
    access.verb,
    access.account,
    access.query,
  ]);
  const until = written.get(key);
  if (until !== undefined && now < until && now >= until - ONE_RECORD_MS && isSound()) return;
  const underway = writing.get(key);
  if (underway) return underway;
  const write = writeAccess(store, access, now).then(() => {
    written.delete(key);
    written.set(key, now + ONE_RECORD_MS);
    // The oldest goes first; forgetting costs a record more, never one less.
    if (written.size > MAX_REMEMBERED) written.delete(written.keys().next().value as string);
  });
  writing.set(key, write);
  try {
    await write;
  } finally {
    writing.delete(key);
  }
}

/**
 * Records what a verb is about to answer; called in every verb, after it has authorised and before it asks. Resolves once the
 * record is on the disk. Rejects with `record_unavailable`: no record, no answer.
 */
export async function record(principal: Principal, asked: Asked): Promise<void> {
  const store = await soundStore();
  await writeAccessOnce(store, accessOf(principal, asked), Date.now(), () =>
    isWritable(consoleStoreFile(config().dataDir)),
  );
}

/** The same for what changes something: each time is a record of its own. */
export async function recordAct(principal: Principal, asked: Asked): Promise<void> {
  await writeAccess(await soundStore(), accessOf(principal, asked));
}

type Asked = Pick<Access, "verb" | "account" | "query">;

const accessOf = (principal: Principal, asked: Asked): Access => ({
  reader: principal.user,
  session: principal.sessionId,
  address: peerAddress(),
  ...asked,
});

async function soundStore(): Promise<ConsoleStore> {
  const { dataDir } = config();
  try {
    const store = await consoleStore(dataDir);
    const file = consoleStoreFile(dataDir);
    // SQLite goes on writing into a file that was deleted under it: such records nobody could ever read.
    if (!existsSync(file)) throw new Error(`${file} is gone`);
    return store;
  } catch (cause) {
    throw unavailable(cause);
  }
}

/** A few microseconds. False makes nothing fail: it only has the record written anew, which then decides. */
function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    const { blocks, bavail } = statfsSync(dirname(file));
    return blocks === 0 || bavail > 0;
  } catch {
    return false;
  }
}

function unavailable(cause: unknown): AuditError {
  counters().recordsFailed += 1;
  log("error", "the access record cannot be written: nothing is served", {
    cause: cause instanceof Error ? cause.message : String(cause),
  });
  return new AuditError(
    "record_unavailable",
    "Every read is recorded before it is answered, and the record cannot be written: nothing is served. An operator must look at the disk of the console; its log tells why.",
    { cause },
  );
}
