import { beforeEach, describe, expect, it } from "vitest";
import { CSV_COLUMNS, neutralise } from "../../audit/csv.ts";
import { exportHref, readExportRequest } from "../../audit/export.ts";
import { splitItems } from "../../audit/json-text.ts";
import { parseQuery } from "../../audit/query-params.ts";
import { toIso } from "../../audit/time/format.ts";
import { listed, take } from "../testing/exporting.ts";
import { parseCsv } from "../testing/parse-csv.ts";
import { simulated } from "../testing/simulated.ts";
import { currentAsOf } from "./list.ts";

const KEY = "7c9e4b21";

let asOf: string;
beforeEach(() => {
  asOf = toIso(currentAsOf());
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
