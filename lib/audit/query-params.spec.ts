import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AuditError } from "./errors.ts";
import type { EventQuery, TimeChoice } from "./query.ts";
import {
  EMPTY_QUERY,
  needsArchive,
  pairsOf,
  parseQuery,
  queryKey,
  sameQuery,
  suggestType,
  writeQuery,
} from "./query-params.ts";
import { queryString } from "./links.ts";
import { PARAMETERS } from "./query-table.ts";

const read = (text: string, extra: string[] = []) => parseQuery(new URLSearchParams(text), { extra });

function refused(
  text: string,
  extra: string[] = [],
): { field: string | undefined; suggestion: string | undefined } {
  try {
    read(text, extra);
  } catch (error) {
    if (error instanceof AuditError && error.code === "bad_parameter")
      return { field: error.field, suggestion: error.suggestion };
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

const second = fc.integer({ min: 0, max: 253_402_300_799 }).map((n) => n * 1000);
const word = fc.stringMatching(/^[!-+\--~]{1,20}$/);
const listOf = (item: fc.Arbitrary<string>) => fc.uniqueArray(item, { maxLength: 4 });
const time: fc.Arbitrary<TimeChoice> = fc.oneof(
  fc.constant<TimeChoice>({ kind: "unbounded" }),
  fc.record({ from: second, to: second }).map(({ from, to }): TimeChoice => ({
    kind: "absolute",
    from: Math.min(from, to),
    to: Math.max(from, to),
  })),
  second.map((from): TimeChoice => ({ kind: "absolute", from, to: null })),
  second.map((to): TimeChoice => ({ kind: "absolute", from: null, to })),
  fc
    .constantFrom("30m", "24h", "52w", "today", "last-quarter")
    .map((window): TimeChoice => ({ kind: "window", window })),
  fc
    .record({ around: second, pm: fc.constantFrom("30m", "5m", "2h") })
    .map(({ around, pm }): TimeChoice => ({ kind: "around", around, pm })),
);
const hex = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16));
const ip = fc.oneof(
  fc.ipV4(),
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, n]) => `${address}/${n}`),
  fc.array(hex, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(":")),
);
const query: fc.Arbitrary<EventQuery> = fc.record({
  account: fc.option(word),
  eventTypes: listOf(word),
  excludeEventTypes: listOf(word),
  time,
  // The URL carries well-formed text only; lone surrogates are `upstream-request`'s matter.
  searchText: fc.option(
    fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
      .map((text) => [...text].slice(0, 90).join("")),
  ),
  user: listOf(fc.oneof(fc.constant("priya.nair+x@acme.example"), fc.nat().map(String))),
  ip: listOf(ip),
  country: listOf(fc.stringMatching(/^[A-Z]{2}$/)),
  source: listOf(fc.constantFrom("CD", "DEVAPI")),
  resource: listOf(
    fc
      .tuple(fc.constantFrom("app", "number", "user", "ip", "secret", "account"), word)
      .map((p) => p.join(":")),
  ),
  excludeUser: listOf(fc.nat().map(String)),
  excludeIp: listOf(ip),
  excludeCountry: listOf(fc.stringMatching(/^[A-Z]{2}$/)),
  excludeSource: listOf(fc.constantFrom("CD", "DEVAPI")),
  excludeResource: listOf(word.map((value) => `app:${value}`)),
  sort: fc.constantFrom("-created_at", "created_at"),
  page: fc.integer({ min: 1, max: 1_000_000 }),
  size: fc.integer({ min: 1, max: 100 }),
  asOf: fc.option(second),
});

describe("parseQuery and writeQuery", () => {
  it("are each other's inverse, also through the readable form of a URL", () => {
    fc.assert(
      fc.property(query, (asked) => {
        expect(parseQuery(writeQuery(asked))).toEqual(asked);
        expect(read(queryString(writeQuery(asked)))).toEqual(asked);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves defaults out", () => {
    expect(writeQuery(EMPTY_QUERY).toString()).toBe("");
    expect(
      writeQuery(read("sort=-created_at&page=1&size=30&pm=30m&around=2026-11-21T03:12:00Z")).toString(),
    ).toBe("around=2026-11-21T03%3A12%3A00Z");
  });

  it("normalises items", () => {
    const asked = read("country=gb,%20ES,GB&ip=2001:DB8::1&event_type=A,B,A");
    expect(asked.country).toEqual(["GB", "ES"]);
    expect(asked.ip).toEqual(["2001:db8::1"]);
    expect(asked.eventTypes).toEqual(["A", "B"]);
  });

  it.each([
    ["date_from=2026-11-21", "2026-11-21T00:00:00Z", "from"],
    ["date_to=2026-11-21", "2026-11-21T23:59:59Z", "to"],
    ["date_from=2026-11-21T01:00:00.5Z", "2026-11-21T01:00:01Z", "from"],
    ["date_to=2026-11-21T01:00:00.5Z", "2026-11-21T01:00:00Z", "to"],
    ["date_from=2026-11-21T01:00:00%2B01:00", "2026-11-21T00:00:00Z", "from"],
    ["date_from=2026-11-21T01:00:00+01:00", "2026-11-21T00:00:00Z", "from"],
    ["date_from=2026-11-21T01:00", "2026-11-21T01:00:00Z", "from"],
  ] as const)("reads %s as %s", (text, iso, end) => {
    const { time } = read(text);
    expect(time.kind === "absolute" && time[end]).toBe(Date.parse(iso));
  });

  it("takes names that the caller allows, once and not empty", () => {
    expect(read("event=x&page=2", ["event"]).page).toBe(2);
    expect(refused("event=x&event=y", ["event"]).field).toBe("event");
    expect(refused("format=", ["format"]).field).toBe("format");
  });

  it("keeps a repeated page parameter repeated", () => {
    expect(() => parseQuery(pairsOf({ page: ["1", "2"] }))).toThrow(/more than once/);
    expect(parseQuery(pairsOf({ page: "2", size: undefined })).page).toBe(2);
  });
});

const WRONG: Record<string, string[]> = {
  account: ["a%00b"],
  event_type: [",", "A,,B", "A,", "x".repeat(129), "A%0AB"],
  exclude_event_type: [",A"],
  date_from: [
    "yesterday",
    "2026",
    "2026-13-01",
    "2026-00-10",
    "2026-02-29",
    "2026-11-31",
    "1969-12-31",
    "10000-01-01",
  ],
  date_to: [
    "2026-11-21T24:00:00",
    "2026-11-21T23:60:00",
    "2026-11-21T23:59:60",
    "2026-11-21T01:00:00%2B15:00",
    "1795248732",
  ],
  window: ["0m", "-1h", "1.5h", "24", "h", "1y", "tomorrow", "9999w", "01h", "1e3h", "toString"],
  around: ["2026-11-21", "now"],
  pm: ["15m", "1w"],
  search_text: ["x".repeat(501)],
  user: ["ana", "a@b@c", "@", "12x", "a b@c.example", "1".repeat(21)],
  ip: [
    "300.1.1.1",
    "1.2.3",
    "01.2.3.4",
    "1.2.3.4/33",
    "1.2.3.4/",
    "::1::",
    ":::",
    "1:2:3:4:5:6:7",
    "::g",
    "fe80::1%25eth0",
    "::/129",
    "1.2.3.4/08",
  ],
  country: ["G", "GBR", "4E", "*"],
  source: ["UI", "cd"],
  resource: ["app", "app:", ":x", "thing:1", "App:1", `app:${"x".repeat(201)}`],
  sort: ["created", "-CREATED_AT", "created_at,id"],
  page: ["0", "-1", "1.0", "01", "1000001", "1e3", "%201", "NaN", "9".repeat(30)],
  size: ["0", "101", "ten"],
  as_of: ["now", "2026-11-21T"],
};

describe("a wrong parameter", () => {
  it.each(Object.entries(WRONG).flatMap(([name, texts]) => texts.map((text) => [name, text] as const)))(
    "%s=%s is refused by name",
    (name, text) => expect(refused(`${name}=${text}`).field).toBe(name),
  );

  it.each(Object.keys(WRONG))("%s empty, repeated or endless is refused by name", (name) => {
    expect(refused(`${name}=`).field).toBe(name);
    expect(refused(`${name}=${"1,".repeat(5000)}`).field).toBe(name);
    expect(refused(`page=1&${name}=&size=1`).field).toBe(name);
  });

  it.each(["pag", "Page", "__proto__", "constructor", "user[]", ""])("unknown name %j is refused", (name) => {
    expect(refused(`${encodeURIComponent(name)}=1`).field).toBe(name);
  });

  it("is refused when it is there twice, though equal", () => {
    expect(refused("page=2&page=2").field).toBe("page");
    expect(refused("user=1&user=2").field).toBe("user");
  });

  it.each([
    ["window=24h&date_from=2026-11-21", "window"],
    ["date_to=2026-11-21&window=24h", "window"],
    ["around=2026-11-21T00:00:00&date_to=2026-11-21", "around"],
    ["window=24h&around=2026-11-21T00:00:00", "window"],
    ["pm=5m", "pm"],
    ["pm=5m&window=1h", "pm"],
    ["date_from=2026-11-22&date_to=2026-11-21", "date_from"],
  ])("%s contradicts itself", (text, field) => expect(refused(text).field).toBe(field));

  it("suggests what is near", () => {
    expect(refused("date_to=2026-11-31").suggestion).toBe("2026-11-30");
    expect(refused("date_from=2026-02-30T03:00:00Z").suggestion).toBe("2026-02-28T03:00:00Z");
    expect(refused("window=24H").suggestion).toBe("24h");
    expect(refused("window=Last%20Quarter").suggestion).toBe("last-quarter");
    expect(refused("source=devapi").suggestion).toBe("DEVAPI");
    expect(() => read("date_to=2026-11-31")).toThrow("November has 30 days.");
  });
});

describe("anything else", () => {
  it("is refused with bad_parameter and a field, or read and written stably: never another error", () => {
    const name = fc.constantFrom(...PARAMETERS.map((row) => row.name), "x");
    const piece = fc.constantFrom(
      "2026-11-21",
      "T",
      "03:12",
      ":",
      ",",
      "-",
      "+",
      "/",
      "24",
      "h",
      "app",
      "GB",
      "Z",
      " ",
      "é",
      "@",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text), { maxLength: 3 }), (pairs) => {
        try {
          const asked = parseQuery(pairs);
          expect(parseQuery(writeQuery(asked))).toEqual(asked);
        } catch (error) {
          if (!(error instanceof AuditError)) throw error;
          expect(error.code).toBe("bad_parameter");
          expect(pairs.map(([name]) => name)).toContain(error.field);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe("sameQuery", () => {
  it("does not mind the order in a list, and nothing else", () => {
    expect(sameQuery(read("country=GB,ES&page=2"), read("page=2&country=ES,GB"))).toBe(true);
    expect(sameQuery(read("country=GB"), read("country=ES"))).toBe(false);
    expect(queryKey(read("user=2,1"))).toBe("user=1%2C2");
  });
});

describe("needsArchive", () => {
  it("names what the upstream cannot do", () => {
    expect(needsArchive(read("event_type=A&search_text=x&window=24h&sort=created_at&account=a"))).toEqual([]);
    expect(
      needsArchive(read("account=*&exclude_event_type=A&user=1&ip=::1&country=GB&source=CD&resource=app:1")),
    ).toEqual(["account", "exclude_event_type", "user", "ip", "country", "source", "resource"]);
  });
});

describe("suggestType", () => {
  it("leads from the names of third-party pages to those of Vonage", () => {
    expect(suggestType("application:update")).toBe("APP_UPDATE");
    expect(suggestType("USER:SECRET_CREATE")).toBe("ACCOUNT_SECRET_CREATE");
    expect(suggestType("APP_UPDATE")).toBeNull();
  });
});
