import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { decodeEvent } from "../../lib/audit/decode-event.ts";
import type { AuditEvent } from "../../lib/audit/event.ts";
import { resourceKey, resourcesOf } from "../../lib/audit/resource.ts";
import { openSqliteArchive } from "../../lib/server/archive/open-sqlite-archive.ts";
import { keyOf } from "../../lib/server/vonage/key-of.ts";
import { startSimulator } from "../../simulator/index";

export const ACCOUNT = "7c9e4b21";
export const NOW = Date.parse("2026-11-21T00:00:00Z");
/** The simulator gives the first account this share. */
const SHARE = 0.76;
/** Events of one reading: what a sync writes at once. */
const READING = 2_000;

export interface Built {
  readonly file: string;
  readonly bytesPerEvent: number;
  readonly rawBytesPerEvent: number;
  /** `null` when the archive was there already. */
  readonly writesPerSecond: number | null;
}

export const resourcesFile = (file: string): string => `${file}.resources`;

/** The archive of so many events of one account up to `now`, made as a backfill makes it: windows from the newest backwards. */
export async function build(
  events: number,
  { file = `.cache/bench-archive/${events}.db`, now = NOW } = {},
): Promise<Built> {
  mkdirSync(dirname(file), { recursive: true });
  let writesPerSecond: number | null = null;
  if (!existsSync(file)) {
    const making = `${file}.making`;
    for (const end of ["", "-wal", "-shm", ".lock"]) rmSync(making + end, { force: true });
    writesPerSecond = await fill(making, events, now);
    renameSync(making, file);
    renameSync(resourcesFile(making), resourcesFile(file));
  }
  const bare = new DatabaseSync(file);
  const { raw } = bare.prepare("select sum(length(cast(raw as blob))) as raw from events").get() as {
    raw: number;
  };
  bare.close();
  return {
    file,
    bytesPerEvent: statSync(file).size / events,
    rawBytesPerEvent: raw / events,
    writesPerSecond,
  };
}

async function fill(file: string, count: number, now: number): Promise<number> {
  const simulator = await startSimulator({ events: Math.round(count / SHARE), now: new Date(now) });
  const truth = simulator.truth(ACCOUNT);
  await simulator.close();
  const archive = await openSqliteArchive(file);
  const named = resourceTable(resourcesFile(file));
  let seconds = 0;
  let to = now;
  for (let end = truth.length; end > 0;) {
    let start = Math.max(0, end - READING);
    while (start > 0 && truth[start]?.at === truth[start - 1]?.at) start--;
    const from = (truth[start]?.at ?? 0) * 1000;
    const window = truth.slice(start, end).reverse();
    const events = window.map(({ text }) => decodeEvent(text, { zone: "UTC", keyOf }));
    named.add(events);
    const begun = performance.now();
    await archive.write({
      account: ACCOUNT,
      from: start === 0 ? null : from,
      to,
      settled: true,
      readAt: now,
      events,
    });
    seconds += (performance.now() - begun) / 1000;
    to = from - 1000;
    end = start;
    if (Math.floor(end / 100_000) !== Math.floor((end + window.length) / 100_000))
      console.error(`${truth.length - end} of ${truth.length} events written`);
  }
  named.close();
  await archive.close();
  return truth.length / seconds;
}

/** The archive keeps resources in its columns alone: bare SQL gets a table of them, beside the file and not in it. */
function resourceTable(file: string) {
  rmSync(file, { force: true });
  const table = new DatabaseSync(file);
  table.exec(`pragma synchronous = off; create table named (account_id text, resource text, at_s bigint, id text, seq bigint,
    primary key (account_id, resource, at_s, id)) without rowid; begin`);
  const insert = table.prepare("insert or ignore into named values (?, ?, ?, ?, ?)");
  let seq = 0;
  return {
    add(events: readonly AuditEvent[]) {
      for (const event of events) {
        seq += 1;
        const at = event.at === null ? null : event.at / 1000;
        for (const resource of resourcesOf(event))
          insert.run(ACCOUNT, resourceKey(resource), at, event.id, seq);
      }
    },
    close() {
      table.exec("commit");
      table.close();
    },
  };
}
