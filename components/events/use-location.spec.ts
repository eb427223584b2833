import { expect, it } from "vitest";
import { isPlainKey } from "./use-list-keys";
import { readLocation } from "./use-location";

const read = (text: string) => readLocation(new URLSearchParams(text));

it("an address is a query and an open event, kept apart", () => {
  const { query, search, event, problem } = read("event_type=APP_CREATE&event=e-1&page=2");
  expect(query).toMatchObject({ eventTypes: ["APP_CREATE"], page: 2 });
  expect(new URLSearchParams(search).has("event")).toBe(false);
  expect(search).toBe("event_type=APP_CREATE&page=2");
  expect([event, problem]).toEqual(["e-1", null]);
});

it("the same question has one search, however it is written", () => {
  expect(read("page=2&event_type=A").search).toBe(read("event_type=A&page=2&sort=-created_at").search);
});

it.each([
  ["page=0", "page"],
  ["page=1&page=2", "page"],
  ["colour=red", "colour"],
  ["window=24h&date_from=2026-01-01", "window"],
  ["event=", "event"],
  ["event=a&event=b", "event"],
])("%s is a problem that names %s, and asks for nothing else", (text, field) => {
  const { problem, search, event } = read(text);
  expect(problem).toMatchObject({ code: "bad_parameter", field });
  expect([search, event]).toEqual(["", null]);
});

it("a key with a modifier belongs to the browser", () => {
  const key = { ctrlKey: false, metaKey: false, altKey: false, target: null };
  const HTMLElement = (globalThis as { HTMLElement?: unknown }).HTMLElement;
  Object.assign(globalThis, { HTMLElement: HTMLElement ?? class {} });
  expect(isPlainKey(key)).toBe(true);
  for (const modifier of ["ctrlKey", "metaKey", "altKey"])
    expect(isPlainKey({ ...key, [modifier]: true })).toBe(false);
  Object.assign(globalThis, { HTMLElement });
});
