import { createHash } from "node:crypto";
import { sql } from "kysely";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { ExportFormat } from "../../audit/export.ts";
import type { Receipt } from "../../audit/receipt.ts";
import { toIso } from "../../audit/time/format.ts";
import { config } from "../config.ts";
import { closeConsoleStore, consoleStore } from "../database/console-store.ts";
import { ANALYST, open, take } from "../testing/exporting.ts";
import { simulated } from "../testing/simulated.ts";
import { cancelExport, readExport } from "./exports.ts";
import { currentAsOf } from "./list.ts";

const KEY = "7c9e4b21";

let asOf: string;
beforeEach(() => {
  asOf = toIso(currentAsOf());
});

describe("what is told of it", () => {
  it("count, bytes and SHA-256 are those of the file; the receipt those of its window", async () => {
    await simulated({ events: 500 });
    for (const format of ["csv", "ndjson", "json"] as ExportFormat[]) {
      const { bytes, status, name } = await take(
        `window=90d&as_of=${asOf}&account=Acme+production&format=${format}`,
      );
      expect(status).toMatchObject({
        state: "done",
        problem: null,
        reader: "reader",
        account: KEY,
        query: `account=Acme+production&window=90d&as_of=${asOf}`,
        format,
        name,
        bytes: bytes.length,
        sha256: createHash("sha256").update(bytes).digest("hex"),
      });
      const from = toIso(Date.parse(asOf) - 90 * 86_400_000);
      expect(status.receipt).toEqual({
        asOf,
        from,
        to: asOf,
        served: "live",
        complete: true,
        reason: null,
        counted: status.count,
        gaps: [],
        arrivedSince: null,
        lateSince: null,
        zone: "UTC",
        search: "case_insensitive_substring",
      } satisfies Receipt);
      const plain = (at: string) => at.replaceAll(/[-:]/g, "");
      expect(name).toBe(`acme-production-${plain(from)}-${plain(asOf)}.${format}`);
    }
  });

  it("it is recorded before anything is asked, one record an export, with what it became", async () => {
    const simulator = await simulated({ events: 50 });
    const store = await consoleStore(config().dataDir);
    await sql`delete from access_records`.execute(store);
    await take(`event_type=B,A&as_of=${asOf}&format=csv&export_id=told-1`);
    await take(`event_type=B,A&as_of=${asOf}&format=csv&export_id=told-2`);
    const { rows } = await sql<{ line: string }>`select verb || ' ' || account || ' ' || query as line
      from access_records order by id`.execute(store);
    expect(rows.map(({ line }) => line)).toEqual(
      [1, 2].map((n) => `export ${KEY} event_type=A,B&as_of=${asOf}&format=csv&export_id=told-${n}`),
    );
    simulator.clearCalls();
    await sql`pragma query_only = on`.execute(store);
    onTestFinished(async () => void (await sql`pragma query_only = off`.execute(store)));
    await expect(open("format=csv&export_id=never")).rejects.toMatchObject({ code: "record_unavailable" });
    expect(simulator.calls()).toEqual([]);
    await sql`pragma query_only = off`.execute(store);
    await expect(readExport(ANALYST, "never")).rejects.toMatchObject({ code: "not_found" });
  });

  it("its owner and admins read it, nobody else learns that it is there", async () => {
    await simulated({ events: 20 });
    const { id } = await take("format=csv&export_id=mine");
    const other = { ...ANALYST, user: "other" };
    await expect(readExport(other, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(cancelExport(other, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(readExport(ANALYST, "no-such")).rejects.toMatchObject({ code: "not_found" });
    expect(await readExport({ ...other, role: "admin" }, id)).toMatchObject({ id, state: "done" });
    expect(await readExport({ ...ANALYST, role: "viewer" }, id)).toMatchObject({ id, state: "done" });
  });

  it("it is told after a restart as before", async () => {
    await simulated({ events: 20 });
    const { id, status } = await take("format=csv");
    await closeConsoleStore();
    expect(await readExport(ANALYST, id)).toEqual(status);
  });

  it("one that came to no file is forgotten after 30 days; a receipt never is", async () => {
    await simulated({ events: 40 });
    const store = await consoleStore(config().dataDir);
    const done = await take(`as_of=${asOf}&format=csv`);
    const row = await store
      .selectFrom("exports")
      .selectAll()
      .where("id", "=", done.id)
      .executeTakeFirstOrThrow();
    const days = (count: number) => Date.now() - count * 86_400_000;
    for (const state of ["failed", "aborted", "running", "done"] as const)
      for (const age of [29, 31])
        await store
          .insertInto("exports")
          .values({ ...row, id: `${state}-${age}`, state, started_at: days(age) })
          .execute();
    await take(`as_of=${asOf}&format=csv`);
    const kept = await store.selectFrom("exports").select("id").where("id", "like", "%-__").execute();
    expect(kept.map(({ id }) => id).toSorted()).toEqual([
      "aborted-29",
      "done-29",
      "done-31",
      "failed-29",
      "running-29",
    ]);
    expect(await readExport(ANALYST, "done-31")).toMatchObject({ sha256: done.status.sha256 });
  });

  it("one that stands as running and is not died with its process", async () => {
    await simulated({ events: 20 });
    const { id } = await take("format=csv&export_id=died");
    const store = await consoleStore(config().dataDir);
    await sql`update exports set state = 'running', ended_at = null where id = ${id}`.execute(store);
    expect(await readExport(ANALYST, id)).toMatchObject({ state: "failed", problem: { code: "internal" } });
  });
});
