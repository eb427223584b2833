import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accessHref,
  accessLogText,
  type AccessRecord,
  exportText,
  listText,
  readAccessLogQuery,
  writeAccessLogQuery,
} from "./access-log.ts";
import { EMPTY_QUERY, parseQuery, sameQuery } from "./query-params.ts";

const NOW = Date.UTC(2026, 10, 21, 3, 20);
const textOf = (search: string) => listText(parseQuery(new URLSearchParams(search)), NOW);

describe("a list's query in the record", () => {
  it("is readable, canonical, and without account, page and size", () => {
    expect(textOf("size=100&page=3&account=x&date_to=2026-11-21&event_type=B,A&date_from=2026-11-20")).toBe(
      "event_type=A,B&date_from=2026-11-20T00:00:00Z&date_to=2026-11-21T23:59:59Z",
    );
    expect(textOf("")).toBe("");
    expect(textOf("window=24h")).toBe("window=24h");
  });

  it("drops a recent as_of, which polls move, and keeps an old one, which says what was read", () => {
    expect(textOf("window=24h&as_of=2026-11-21T03:15:01Z")).toBe("window=24h");
    expect(textOf("window=24h&as_of=2026-11-21T03:15:00Z")).toBe("window=24h&as_of=2026-11-21T03:15:00Z");
    expect(textOf("window=24h&as_of=2020-01-01T00:00:00Z")).toBe("window=24h&as_of=2020-01-01T00:00:00Z");
  });

  it("is one line of printable ASCII whatever was searched for, and still says it exactly", () => {
    const hostile = fc.string({ unit: "binary", minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(hostile, (searchText) => {
        const query = { ...EMPTY_QUERY, searchText };
        const text = listText(query, NOW);
        expect(text).toMatch(/^[\x21-\x7e]+$/);
        expect(sameQuery(parseQuery(new URLSearchParams(text)), query)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("cannot be two questions: a search for parameters is no parameter", () => {
    expect(textOf(`search_text=${encodeURIComponent('x&user=a@b.c\n{"verb":"sign_in"}')}`)).toBe(
      "search_text=x%26user%3Da@b.c%0A%7B%22verb%22:%22sign_in%22%7D",
    );
  });
});

describe("an export's query in the record", () => {
  it("is a list's, pinned, with what it became; its link is the list at that moment", () => {
    const query = parseQuery(new URLSearchParams("window=24h&account=x&event_type=B,A&page=2&size=100"));
    const text = exportText(query, NOW, "csv", "review-1");
    expect(text).toBe("event_type=A,B&window=24h&as_of=2026-11-21T03:20:00Z&format=csv&export_id=review-1");
    const record = { at: "", reader: "", verb: "export", query: text, account: "x", address: "" } as const;
    expect(accessHref(record)).toBe("/events?account=x&event_type=A,B&window=24h&as_of=2026-11-21T03:20:00Z");
  });
});

describe("the log's own query", () => {
  it("reads and writes its parameters", () => {
    const given = { user: "ines", date_from: "2026-11-20", date_to: "2026-11-20", page: "2", size: "10" };
    const query = readAccessLogQuery(given);
    expect(Object.fromEntries(writeAccessLogQuery(query))).toEqual({
      ...given,
      date_from: "2026-11-20T00:00:00Z",
      date_to: "2026-11-20T23:59:59Z",
    });
    expect(accessLogText(query)).toBe(
      "user=ines&date_from=2026-11-20T00:00:00Z&date_to=2026-11-20T23:59:59Z",
    );
    expect(writeAccessLogQuery(readAccessLogQuery({})).toString()).toBe("");
  });

  it.each([
    ["user", "x".repeat(65)],
    ["user", "a\nb"],
    ["date_from", "yesterday"],
    ["date_to", "2026-02-30"],
    ["page", "0"],
    ["page", "1e3"],
    ["size", "101"],
    ["size", "-1"],
  ])("refuses %s=%j by its name", (field, value) => {
    expect(() => readAccessLogQuery({ [field]: value })).toThrow(
      expect.objectContaining({ code: "bad_parameter", field }),
    );
  });

  it("refuses ends in the wrong order", () => {
    expect(() => readAccessLogQuery({ date_from: "2026-11-21", date_to: "2026-11-20" })).toThrow(
      expect.objectContaining({ field: "date_from" }),
    );
  });
});

describe("the link of a record", () => {
  const link = (record: Partial<AccessRecord>) =>
    accessHref({
      at: "2026-11-21T03:12:09Z",
      reader: "ines",
      verb: "list",
      query: "",
      account: "7c9e4b21",
      address: "::1",
      ...record,
    });

  it("asks again what was asked, as of the moment of its reading", () => {
    expect(link({ query: "window=24h" })).toBe(
      "/events?account=7c9e4b21&window=24h&as_of=2026-11-21T03:12:08Z",
    );
    expect(link({ query: "as_of=2020-01-01T00:00:00Z" })).toBe(
      "/events?account=7c9e4b21&as_of=2020-01-01T00:00:00Z",
    );
    expect(link({ verb: "event", query: "a1-b2" })).toBe("/events/a1-b2?account=7c9e4b21");
    expect(link({ verb: "event", query: "a1-b2", account: null })).toBe("/events/a1-b2");
    expect(link({ verb: "access_log", query: "user=rui", account: null })).toBe("/access-log?user=rui");
  });

  it("is none for what has no page, or was cut", () => {
    expect(link({ verb: "sign_in_refused", query: "user or password is wrong" })).toBeNull();
    expect(link({ query: "search_text=aaaa…" })).toBeNull();
  });
});
