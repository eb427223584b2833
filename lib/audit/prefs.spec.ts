import fc from "fast-check";
import { expect, it } from "vitest";
import { DEFAULT_PREFS, type Prefs, readPrefs, writePrefs } from "./prefs.ts";

const cookie = (value: unknown) => encodeURIComponent(JSON.stringify(value));

it("reads back what it wrote", () => {
  const prefs: Prefs = {
    theme: "dark",
    zone: "Europe/Madrid",
    density: "comfortable",
    switched: ["ip", "country"],
    order: ["what", "who"],
    widths: { who: 210 },
    folded: ["resource"],
    drawer: 820,
    keys: false,
  };
  expect(readPrefs(writePrefs(prefs))).toEqual(prefs);
  expect(readPrefs(writePrefs(DEFAULT_PREFS))).toEqual(DEFAULT_PREFS);
});

it("what a cookie carries is legal in a cookie", () => {
  const prefs: Prefs = { ...DEFAULT_PREFS, switched: ['a;b="c"', "d, e", "ü"] };
  expect(writePrefs(prefs)).toMatch(/^[!#-+\--:<-[\]-~]+$/);
  expect(readPrefs(writePrefs(prefs))).toEqual(prefs);
});

it.each([
  ["nothing", undefined],
  ["an empty one", ""],
  ["no JSON", "theme=dark"],
  ["half of it", cookie(DEFAULT_PREFS).slice(0, 20)],
  ["broken encoding", "%zz"],
  ["null", cookie(null)],
  ["a number", cookie(7)],
  ["a list", cookie([1, 2])],
  ["text", cookie("dark")],
])("%s gives the default", (_, text) => {
  expect(readPrefs(text)).toEqual(DEFAULT_PREFS);
});

it("each part that cannot be read is the default, and takes no other with it", () => {
  const read = (part: object) => readPrefs(cookie({ theme: "light", keys: false, ...part }));
  expect(read({ zone: "Mars/Olympus" })).toMatchObject({ zone: null, theme: "light", keys: false });
  expect(read({ zone: "Europe/Madrid; x" })).toMatchObject({ zone: null });
  expect(read({ zone: `Etc/${"A".repeat(80)}` })).toMatchObject({ zone: null });
  expect(read({ zone: 3 })).toMatchObject({ zone: null });
  expect(read({ theme: "blue" })).toMatchObject({ theme: null, keys: false });
  expect(read({ density: "huge" })).toMatchObject({ density: "compact" });
  expect(read({ switched: "ip" })).toMatchObject({ switched: [] });
  expect(read({ switched: ["ip", 7, null, "user"] })).toMatchObject({ switched: ["ip", "user"] });
  expect(read({ order: ["what", 7, "who"] })).toMatchObject({ order: ["what", "who"], theme: "light" });
  expect(read({ widths: { who: 9, what: 1e9, from: 120.4, id: "wide", type: null } })).toMatchObject({
    widths: { who: 48, what: 640, from: 120 },
  });
  expect(read({ widths: [1, 2] })).toMatchObject({ widths: {} });
  expect(read({ widths: { "a;b": 100, __proto__: 3 } })).toMatchObject({ widths: {} });
  expect(read({ keys: "no" })).toMatchObject({ keys: true });
  for (const drawer of [519, 901, 700.5, "700", null])
    expect(read({ drawer })).toMatchObject({ drawer: 698, theme: "light" });
  expect(read({ more: "parts" })).toEqual({ ...DEFAULT_PREFS, theme: "light", keys: false });
});

it("a list of columns has an end", () => {
  const switched = Array.from({ length: 500 }, (_, i) => `c${i}`);
  expect(readPrefs(cookie({ switched })).switched).toHaveLength(20);
});

it("never throws, and always gives prefs that can be written", () => {
  const anything = fc.oneof(fc.string(), fc.json().map(encodeURIComponent), fc.object().map(cookie));
  fc.assert(
    fc.property(anything, (text) => {
      const prefs = readPrefs(text);
      expect(Object.keys(prefs).toSorted()).toEqual(Object.keys(DEFAULT_PREFS).toSorted());
      expect(readPrefs(writePrefs(prefs))).toEqual(prefs);
    }),
  );
});
