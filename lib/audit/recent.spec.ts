import { expect, it } from "vitest";
import { readRecent, recentHref } from "./recent.ts";

it.each([
  ["/events", "window=24h&page=3&as_of=2026-11-21T03:12:00Z&event=abc", "/events?window=24h"],
  ["/events", "account=7c9e4b21&user=a@b.c&sort=created_at&size=100", "/events?account=7c9e4b21&user=a@b.c"],
  ["/events/abc-1", "", "/events/abc-1"],
  ["/events/abc-1", "account=7c9e4b21&x=1", "/events/abc-1?account=7c9e4b21"],
  ["/timeline/ip/2001:db8::7", "at=2026-11-21T03:12:00Z", "/timeline/ip/2001:db8::7"],
  // Pages that ask nothing, and addresses that are wrong.
  ["/events", "", null],
  ["/events", "account=7c9e4b21", null],
  ["/events", "window=soon", null],
  ["/archive", "", null],
  ["/events/a/b", "", null],
  ["/events/%zz", "", null],
])("%s?%s is kept as %s", (pathname, search, kept) => expect(recentHref(pathname, search)).toBe(kept));

it("is read back as what it was", () => {
  expect(readRecent("/events?ip=203.0.113.0/24")).toMatchObject({
    is: "list",
    query: { ip: ["203.0.113.0/24"], page: 1, asOf: null },
  });
  expect(readRecent("/events/abc-1?account=7c9e4b21")).toEqual({
    is: "event",
    id: "abc-1",
    account: "7c9e4b21",
  });
  expect(readRecent("/timeline/ip/2001%3Adb8%3A%3A7")).toEqual({
    is: "timeline",
    resource: "ip:2001:db8::7",
    account: null,
  });
});
