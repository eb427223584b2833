import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuery } from "./query-params.ts";
import { resolveWindow } from "./time/window.ts";
import { escapeSearchText, toUpstreamParams, unescapeSearchText } from "./upstream-request.ts";

describe("escapeSearchText", () => {
  it("round-trips any string, lone surrogates too, and always survives a URL", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.array(fc.integer({ min: 0, max: 0xffff })),
        (text, units) => {
          for (const one of [text, String.fromCharCode(...units)]) {
            const escaped = escapeSearchText(one);
            expect(unescapeSearchText(escaped)).toBe(one);
            expect(() => encodeURIComponent(escaped)).not.toThrow();
            expect(new URLSearchParams(new URLSearchParams({ a: escaped }).toString()).get("a")).toBe(
              escaped,
            );
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['say "hi"', 'say \\"hi\\"'],
    ["C:\\x", "C:\\\\x"],
    ["a\nb\u0000", "a\\nb\\u0000"],
    ["\ud83d", "\\ud83d"],
    ["100%_{é😀/}", "100%_{é😀/}"],
  ])("%j is sent as %s", (text, sent) => expect(escapeSearchText(text)).toBe(sent));
});

describe("toUpstreamParams", () => {
  const asOf = Date.parse("2026-11-21T07:54:10Z");
  const form = { zone: "UTC", dateSuffix: "", page: 2, size: 100 };
  const sent = (text: string, more: Partial<typeof form> = {}) => {
    const query = parseQuery(new URLSearchParams(text));
    return Object.fromEntries(toUpstreamParams(query, resolveWindow(query.time, asOf), { ...form, ...more }));
  };

  it("always pins the end, and sends full date-times", () => {
    expect(sent("")).toEqual({ date_to: "2026-11-21T07:54:10", page: "2", size: "100" });
    expect(sent("date_from=2026-11-01&date_to=2026-11-02")).toMatchObject({
      date_from: "2026-11-01T00:00:00",
      date_to: "2026-11-02T23:59:59",
    });
  });

  it("writes times in the upstream's zone and form", () => {
    expect(sent("window=1h", { zone: "Europe/Madrid" })).toMatchObject({ date_from: "2026-11-21T07:54:10" });
    expect(sent("window=1h", { dateSuffix: "Z" })).toMatchObject({ date_to: "2026-11-21T07:54:10Z" });
  });

  it("sends its own parameters only", () => {
    const all =
      "account=a&event_type=A,B&exclude_event_type=C&search_text=%22&user=1&ip=::1&country=GB&source=CD&resource=app:1";
    expect(sent(`${all}&sort=created_at&page=7&size=5&as_of=2026-11-21`)).toEqual({
      event_type: "A,B",
      date_to: "2026-11-21T07:54:10",
      search_text: '\\"',
      page: "2",
      size: "100",
    });
  });
});
