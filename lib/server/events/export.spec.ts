import { createHash } from "node:crypto";
import { sql } from "kysely";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { CSV_COLUMNS, neutralise } from "../../audit/csv.ts";
import { type ExportFormat, exportHref, MOST_LIVE, readExportRequest } from "../../audit/export.ts";
import { splitItems } from "../../audit/json-text.ts";
import { parseQuery } from "../../audit/query-params.ts";
import type { Receipt } from "../../audit/receipt.ts";
import type { Fault, Simulator } from "../../../simulator/index";
import { config } from "../config.ts";
import { closeConsoleStore, consoleStore } from "../database/console-store.ts";
import type { Principal } from "../identity/roles.ts";
import { processWide } from "../process-wide.ts";
import { parseCsv } from "../testing/parse-csv.ts";
import { readerOf, simulated } from "../testing/simulated.ts";
import { exportEvents } from "./export.ts";
import { cancelExport, readExport } from "./exports.ts";
import { currentAsOf, listEvents } from "./list.ts";

const KEY = "7c9e4b21";
const ANALYST = readerOf("*", "analyst");
const iso = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
const running = processWide<unknown>("exports");

const open = (search: string, reader: Principal = ANALYST, signal?: AbortSignal) =>
  exportEvents(reader, readExportRequest(new URLSearchParams(search)), signal);

/** A whole export with its end. */
async function take(search: string, reader: Principal = ANALYST) {
  const { id, name, body } = await open(search, reader);
  const bytes = Buffer.from(await new Response(body).arrayBuffer());
  return { id, name, bytes, text: bytes.toString("utf8"), status: await readExport(reader, id) };
}

/** The same question, page by page as a list. */
async function listed(search: string) {
  const query = parseQuery(new URLSearchParams(search));
  const events: { id: string; raw: string }[] = [];
  for (let page = 1; ; page++) {
    const answer = await listEvents(ANALYST, { ...query, page, size: 100 });
    events.push(...answer.events);
    if (page >= answer.page.totalPages) return { events, total: answer.page.totalElements };
  }
}

let asOf: string;
beforeEach(() => {
  asOf = iso(currentAsOf());
});

describe("what is in the file", () => {
  it("CSV: the fixed head, a row for each event of the list, in its order", async () => {
    await simulated({ events: 900 });
    for (const sort of ["-created_at", "created_at"]) {
      const { events, total } = await listed(`as_of=${asOf}&sort=${sort}`);
      const { text, status } = await take(`as_of=${asOf}&sort=${sort}&format=csv`);
      const [head, ...rows] = parseCsv(text);
      expect(head).toEqual(CSV_COLUMNS);
      expect(rows.every((row) => row.length === CSV_COLUMNS.length)).toBe(true);
      expect(rows.map(([id]) => id)).toEqual(events.map(({ id }) => neutralise(id)));
      expect(rows.map((row) => row.at(-1))).toEqual(events.map(({ raw }) => neutralise(raw)));
      expect(rows).toHaveLength(total);
      expect(status).toMatchObject({ state: "done", count: total, total });
    }
  });

  it("NDJSON and JSON: each event's own bytes", async () => {
    await simulated({ events: 600 });
    const { events } = await listed(`as_of=${asOf}`);
    const raws = events.map(({ raw }) => raw);
    const lines = await take(`as_of=${asOf}&format=ndjson`);
    expect(lines.text).toBe(raws.map((raw) => `${raw}\n`).join(""));
    const array = await take(`as_of=${asOf}&format=json`);
    expect(splitItems(array.text.trim()).map((item) => item.text)).toEqual(raws);
    expect(JSON.parse(array.text)).toHaveLength(raws.length);
  });

  it("one line an event also where the upstream breaks lines between tokens", async () => {
    const simulator = await simulated({ events: 20 });
    const created_at = asOf.slice(0, 19);
    const raw = `{\r\n  "id": "broken-lines",\n  "created_at": "${created_at}",\n  "event_type": "X"\n}`;
    simulator.addEvents(KEY, [{ raw, created_at, event_type: "X" }]);
    const { text } = await take(`event_type=X&as_of=${asOf}&format=ndjson`);
    expect(text.split("\n")).toHaveLength(2);
    expect(JSON.parse(text)).toEqual(JSON.parse(raw));
    expect((await take(`event_type=X&as_of=${asOf}&format=json`)).text).toContain(raw);
  });

  it("no event: the head alone, nothing, an empty array; also of a window that has not begun", async () => {
    await simulated({ events: 20 });
    for (const none of ["event_type=NOTHING", "date_from=2099-01-01"]) {
      expect((await take(`${none}&format=csv`)).text).toBe(`${CSV_COLUMNS.join(",")}\r\n`);
      expect((await take(`${none}&format=ndjson`)).text).toBe("");
      const { text, status } = await take(`${none}&format=json`);
      expect(JSON.parse(text)).toEqual([]);
      expect(status).toMatchObject({ state: "done", count: 0, total: 0, receipt: { complete: true } });
    }
  });

  it("nothing that a spreadsheet would compute, wherever it stands", async () => {
    const simulator = await simulated({ events: 10 });
    const created_at = asOf.slice(0, 19);
    const formulas = [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "\t=1",
      "\r=1",
      ' "=1',
      "'=1",
      "＝1",
      "\u200b=1",
      "\n-1",
    ];
    const places = ["event_type_description", "user_email", "source_country"] as const;
    const made = formulas.flatMap((formula, i) =>
      places.map((place) => ({
        raw: JSON.stringify({ id: `f-${i}-${place}`, created_at, event_type: "FORMULA", [place]: formula }),
        created_at,
        event_type: "FORMULA",
      })),
    );
    simulator.addEvents(KEY, made);
    const { text } = await take(`event_type=FORMULA&as_of=${asOf}&format=csv`);
    const rows = parseCsv(text).slice(1);
    expect(rows).toHaveLength(made.length);
    for (const row of rows) {
      for (const cell of row) expect(cell).not.toMatch(/^[\s\p{Cf}\p{Cc}"]*[=+\-@＝]/u);
      const [, index, place] = /^f-(\d+)-(\w+)$/.exec(row[0] ?? "") ?? [];
      const column = CSV_COLUMNS.indexOf(place as (typeof places)[number]);
      expect(row[column]).toBe(`'${formulas[Number(index)]}`);
    }
  });

  it("as many as the list says, whatever is asked", async () => {
    const simulator = await simulated({ events: 1200 });
    const types = ["USER_LOGIN", "APP_UPDATE", "NUMBER_ASSIGN", "USER_LOGIN,USER_LOGOUT"];
    const texts = ["Support", "447700900678", "203.0.113", "acme.example", "nothing-carries-this"];
    for (let i = 0; i < 14; i++) {
      const query = new URLSearchParams({ as_of: asOf, account: i % 3 === 0 ? "b52d77c0" : KEY });
      if (i % 2 === 0) query.set("event_type", types[i % types.length]!);
      if (i % 3 !== 1) query.set("search_text", texts[i % texts.length]!);
      if (i % 5 === 0) query.set("window", `${i * 7 + 1}d`);
      if (i % 4 === 3) query.set("sort", "created_at");
      const { events, total } = await listed(query.toString());
      const { text, status } = await take(`${query.toString()}&format=ndjson`);
      expect({ i, count: status.count, total: status.total }).toEqual({ i, count: total, total });
      expect(text).toBe(events.map(({ raw }) => `${raw}\n`).join(""));
    }
    expect(simulator.calls().length).toBeGreaterThan(20);
  });

  it.each(["newest", "oldest"] as const)(
    "the upstream lists %s first: the order is the one asked",
    async (order) => {
      await simulated({ events: 700, order });
      for (const sort of ["-created_at", "created_at"]) {
        const { text } = await take(`as_of=${asOf}&sort=${sort}&format=csv`);
        const times = parseCsv(text)
          .slice(1)
          .map((row) => Date.parse(`${row[1]}Z`))
          .filter((at) => !Number.isNaN(at));
        const sorted = times.toSorted((a, b) => (sort === "created_at" ? a - b : b - a));
        expect(times).toEqual(sorted);
        expect(times.length).toBeGreaterThan(300);
      }
    },
  );
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
      const from = iso(Date.parse(asOf) - 90 * 86_400_000);
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

describe("what is refused", () => {
  const refused = async (simulator: Simulator, search: string, expected: object, reader?: Principal) => {
    simulator.clearCalls();
    await expect((async () => open(search, reader))()).rejects.toMatchObject(expected);
    expect(simulator.calls()).toEqual([]);
  };

  it("a viewer, a filter beyond the upstream, all accounts, an id that was used", async () => {
    const simulator = await simulated({ events: 20 });
    await refused(simulator, "format=csv", { code: "forbidden" }, readerOf());
    await refused(simulator, "format=csv&ip=203.0.113.77", { code: "filter_needs_archive", field: "ip" });
    await refused(simulator, "format=csv&account=*", { code: "needs_archive" });
    await refused(simulator, "format=csv", { code: "account_forbidden" }, readerOf([], "analyst"));
    await take("format=csv&export_id=once");
    await refused(simulator, "format=csv&export_id=once", { code: "bad_parameter", field: "export_id" });
  });

  it.each([
    ["page=1&format=csv", "page"],
    ["size=100&format=csv", "size"],
    ["", "format"],
    ["format=CSV", "format"],
    ["format=xml", "format"],
    ["format=toString", "format"],
    ["format=csv&export_id=a/b", "export_id"],
    ["format=csv&export_id=..", "export_id"],
    [`format=csv&export_id=${"a".repeat(65)}`, "export_id"],
    ["format=csv&format=csv", "format"],
    ["format=csv&export_id=", "export_id"],
    ["format=csv&event=x", "event"],
  ])("%j names %s", (search, field) =>
    expect(() => readExportRequest(new URLSearchParams(search))).toThrow(
      expect.objectContaining({ code: "bad_parameter", field }),
    ),
  );

  it("more than can be read live, by the first page alone and before any byte", async () => {
    const simulator = await simulated({ events: Math.ceil((MOST_LIVE + 10) / 0.76) });
    await expect(open(`account=${KEY}&format=csv&export_id=large`)).rejects.toMatchObject({
      code: "export_needs_archive",
      status: 400,
    });
    expect(simulator.calls().length).toBeLessThanOrEqual(2);
    expect(await readExport(ANALYST, "large")).toMatchObject({
      state: "failed",
      problem: { code: "export_needs_archive" },
      count: 0,
    });
    expect((await take(`account=b52d77c0&format=ndjson`)).status.state).toBe("done");
    expect(running.size).toBe(0);
  });

  it("a fourth at once of one reader, a twenty-first of all; a place is free when one ends", async () => {
    const simulator = await simulated({ events: 600 });
    const readers = Array.from({ length: 7 }, (_, i) => ({ ...ANALYST, user: `reader-${i}` }));
    const bodies: ReadableStream[] = [];
    const busy = (message: string) => ({
      code: "too_many_exports",
      status: 429,
      message: expect.stringMatching(message),
    });
    for (let i = 0; i < 20; i++) {
      bodies.push((await open("format=csv", readers[i % 7])).body);
      // The first reader's third.
      if (i === 14) await refused(simulator, "format=csv&export_id=fourth", busy("^3 of your"), readers[0]);
    }
    await refused(simulator, "format=csv", busy("^20 exports"), readers[6]);
    expect(await readExport(readers[0]!, "fourth")).toMatchObject({ problem: { code: "too_many_exports" } });
    await Promise.all(bodies.map((body) => body.cancel()));
    expect(running.size).toBe(0);
    expect((await take("format=csv", readers[0])).status.state).toBe("done");
  });
});

describe("what ends it early", () => {
  it("an upstream that fails in the middle breaks it off, and it has failed", async () => {
    const simulator = await simulated({ events: 900 });
    simulator.setFaults([{ match: { path: "list", page: 4 }, fault: { kind: "status", status: 500 } }]);
    const { body } = await open(`account=${KEY}&format=ndjson&export_id=broken`);
    await expect(new Response(body).text()).rejects.toThrow();
    const status = await readExport(ANALYST, "broken");
    expect(status).toMatchObject({ state: "failed", sha256: null, receipt: null });
    expect(status.problem?.code).toBe("upstream_unavailable");
    expect(status.count).toBe(300);
    expect(running.size).toBe(0);
  });

  it("pages that hold fewer events than were counted are no whole export", async () => {
    const simulator = await simulated({ events: 900 });
    const text = JSON.stringify({ page: { size: 100, totalElements: 0, totalPages: 0, number: 3 } });
    simulator.setFaults([{ match: { path: "list", page: 3 }, fault: { kind: "body", text } }]);
    const { body } = await open(`account=${KEY}&format=ndjson&export_id=short`);
    await expect(new Response(body).text()).rejects.toThrow();
    expect(await readExport(ANALYST, "short")).toMatchObject({
      state: "failed",
      count: 200,
      problem: { code: "upstream_malformed", detail: expect.stringContaining("held 200") },
    });
  });

  it("what happens while it is read stays out; what comes late into its window is owned up to", async () => {
    const simulator = await simulated({ events: 900 });
    const total = (await listed(`account=${KEY}&as_of=${asOf}`)).total;
    const grown = async (fault: Fault, id: string) => {
      simulator.setFaults([{ match: { path: "list", page: 3, times: 1 }, fault }]);
      const { text, status } = await take(`account=${KEY}&as_of=${asOf}&format=csv&export_id=${id}`);
      const ids = parseCsv(text).map(([one]) => one);
      expect(new Set(ids).size).toBe(ids.length);
      expect(status).toMatchObject({ state: "done", count: total, total });
      return status.receipt;
    };
    expect(await grown({ kind: "shift", n: 7 }, "later")).toMatchObject({ complete: true, counted: total });
    const late = await grown({ kind: "late", n: 7, secondsAgo: 600 }, "late");
    expect(late).toMatchObject({ complete: false, reason: "shifted", counted: total });
  });

  it("one that cannot begin tells why, and stands as failed", async () => {
    const simulator = await simulated({ events: 50 });
    simulator.setFaults([{ match: { path: "list" }, fault: { kind: "status", status: 401 } }]);
    await expect(open("format=csv&export_id=refused")).rejects.toMatchObject({
      code: "upstream_unauthorized",
    });
    expect(await readExport(ANALYST, "refused")).toMatchObject({
      state: "failed",
      problem: { code: "upstream_unauthorized" },
    });
  });

  it("a cancel: the reader's body breaks off, the upstream is asked no more", async () => {
    const simulator = await simulated({ events: 2000 });
    const { body } = await open(`account=${KEY}&format=csv&export_id=cancelled`);
    const reader = body.getReader();
    await reader.read();
    simulator.setDelay(300);
    const pending = reader.read().then(() => reader.read());
    await new Promise((done) => setTimeout(done, 50));
    expect(await cancelExport(ANALYST, "cancelled")).toMatchObject({
      state: "aborted",
      sha256: null,
      receipt: null,
    });
    await expect(pending).rejects.toMatchObject({ name: "AbortError" });
    const calls = simulator.calls().length;
    await new Promise((done) => setTimeout(done, 700));
    expect(simulator.calls().length).toBe(calls);
    expect(await cancelExport(ANALYST, "cancelled")).toMatchObject({ state: "aborted" });
    expect(running.size).toBe(0);
  });

  it("a reader that takes nothing is not read for", async () => {
    const simulator = await simulated({ events: 3000 });
    const { body } = await open(`account=${KEY}&format=csv`);
    await new Promise((done) => setTimeout(done, 500));
    expect(simulator.calls().length).toBeLessThanOrEqual(3);
    await body.cancel();
  });

  it("a cancel of one that is done changes nothing", async () => {
    await simulated({ events: 20 });
    const { id, status } = await take("format=json");
    expect(await cancelExport(ANALYST, id)).toEqual(status);
  });

  it("a browser that leaves before the first byte", async () => {
    const simulator = await simulated({ events: 100 });
    simulator.setDelay(2000);
    const browser = new AbortController();
    const opened = open("format=csv&export_id=left", ANALYST, browser.signal);
    setTimeout(() => browser.abort(), 100);
    await expect(new Response((await opened).body).text()).rejects.toThrow();
    expect(await readExport(ANALYST, "left")).toMatchObject({ state: "aborted", count: 0 });
    expect(running.size).toBe(0);
  });
});

it("the address of an export asks the same question, pinned", () => {
  const query = parseQuery(new URLSearchParams("window=24h&page=3&size=50&event_type=A"));
  const href = exportHref(query, Date.parse(asOf), { format: "csv", packet: false }, "x-1");
  const asked = readExportRequest(new URL(href, "http://x").searchParams);
  expect(asked).toMatchObject({
    format: "csv",
    id: "x-1",
    query: { ...query, page: 1, size: 30, asOf: Date.parse(asOf) },
  });
});
