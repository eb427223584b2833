import { afterAll, beforeAll, expect, it } from "vitest";
import { splitItems, splitMembers } from "../../audit/json-text.ts";
import { residentBytes } from "../testing/resident.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

const KEY = "7c9e4b21";
const MB = 2 ** 20;

let tested: TestedConsole;
let cookie: string;
beforeAll(async () => {
  tested = await startTested({ events: 20 });
  cookie = await tested.signIn();
});
afterAll(() => tested?.stop());

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
const keys = (count: number, value: string) =>
  `{${Array.from({ length: count }, (_, i) => `"k${i}":${value}`).join(",")}}`;

/** Contexts that are large, deep or wide: their bytes must come through, whatever is shown of them. */
const LARGE = [
  `"${"x".repeat(10 * MB)}"`,
  `"${"é".repeat(5 * MB)}"`,
  `"${"😀".repeat(2 * MB)}"`,
  `"${"\\u0000".repeat(1.5 * MB)}"`,
  `"${'\\"'.repeat(4 * MB)}"`,
  `{"note":"${"long ".repeat(2 * MB)}"}`,
  nested("[", "]", 100_000),
  nested('{"a":', "}", 100_000).replace("}", "1}"),
  nested('[{"a":', "}]", 50_000).replace("}", "1}"),
  keys(100_000, "1"),
  keys(100_000, '{"a":[]}'),
  `[${"1,".repeat(90_000)}1]`,
  `[${`"${"y".repeat(90)}",`.repeat(90_000)}1]`,
  "9".repeat(8 * MB),
  `{"a":${" ".repeat(9 * MB)}1}`,
]; // prettier-ignore

/** Contexts that a careless program would alter. */
const EXACT = [
  "9007199254740993", "-9007199254740993", "9007199254740993123456789", "1.0", "1.10", "-0", "0.1e1", "1E400", "1e-400", "100e-2",
  '{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"x":1}}}', '{"toString":1,"valueOf":2,"hasOwnProperty":3}',
  '{"a":1,"a":2}', '{"b":1,"a":2,"1":3,"0":4}', '"\\ud800"', '"\\udc00\\ud800"', '"\\u00e9\\/\\u202e"', '"\u202e\u2028\u2029\u200b"',
  '{"":""}', '{"\\u0000":"\\u0000"}', '{ "spaced" : [ 1 ,\t2 ] }', '"</script><!--"', '{"$ref":"#","then":1}', '"\\ud83d\\ude00😀"',
]; // prettier-ignore

/** More than an answer may be. */
const TOO_MUCH = [
  `"${"x".repeat(13 * MB)}"`,
  `"${"é".repeat(7 * MB)}"`,
  keys(400_000, '"0123456789012345678901234567"'),
  `[${"1,".repeat(600_000)}1]`,
  keys(1_000_000, "1"),
  nested("[", "]", 7 * MB),
]; // prettier-ignore

const eventOf = (id: string, context: string) =>
  `{"id":"${id}","event_type":"X","created_at":"2026-11-01T00:00:00","context":${context}}`;

async function askFor(id: string, raw: string) {
  tested.simulator.setFaults([{ match: { path: "event" }, fault: { kind: "body", text: raw } }]);
  return tested.ask(`/api/events/${id}?account=${KEY}`, cookie);
}

it("is 15 large bodies, 25 that a program would alter, and 6 that are too much", () =>
  expect([LARGE.length, EXACT.length, TOO_MUCH.length]).toEqual([15, 25, 6]));

it(
  "large, deep and wide events come through byte for byte, and the memory comes back",
  { timeout: 120_000 },
  async () => {
    // What the first answers set up is no rise.
    for (let times = 0; times < 20; times++) await askFor("warm", eventOf("warm", EXACT[0] ?? ""));
    const before = residentBytes(tested.pid);
    let most = 0;
    for (const [i, context] of LARGE.entries()) {
      const raw = eventOf(`large-${i}`, context);
      const { status, text } = await askFor(`large-${i}`, raw);
      expect([i, status, text.length]).toEqual([i, 200, raw.length]);
      expect(text === raw).toBe(true);
      most = Math.max(most, residentBytes(tested.pid) ?? 0);
    }
    for (const [i, context] of TOO_MUCH.entries()) {
      const answer = await askFor(`much-${i}`, eventOf(`much-${i}`, context));
      // What is wide and still within the bytes is an event; all else is refused before it is built.
      expect([i, answer.status]).toEqual([i, i < 3 ? 502 : expect.any(Number)]);
      if (answer.status !== 200) expect(answer.json()).toMatchObject({ code: "upstream_malformed" });
      most = Math.max(most, residentBytes(tested.pid) ?? 0);
    }
    // 64 MB, five times over: bodies of ten megabytes pass, and how soon they are collected is the engine's business.
    if (before !== null) expect((most - before) / MB).toBeLessThan(5 * 64);
    expect((await tested.ask("/api/health")).status).toBe(200);
  },
);

it("numbers, keys and characters stay exactly as they came, alone and in a list", async () => {
  for (const [i, context] of EXACT.entries()) {
    const raw = eventOf(`exact-${i}`, context);
    const { status, text } = await askFor(`exact-${i}`, raw);
    expect([status, text]).toEqual([200, raw]);
  }
  tested.simulator.clearFaults();
  const raws = EXACT.map((context, i) => eventOf(`exact-${i}`, context));
  tested.simulator.addEvents(
    KEY,
    raws.map((raw, i) => ({ id: `exact-${i}`, created_at: "2026-11-01T00:00:00", raw })),
  );
  const { text } = await tested.ask(
    `/api/events?account=${KEY}&size=100&date_from=2026-11-01&date_to=2026-11-01`,
    cookie,
  );
  const events = splitMembers(text).find(({ key }) => key === "events")?.text ?? "[]";
  const listed = splitItems(events).map((item) => item.text);
  for (const raw of raws) expect(listed).toContain(raw);
  expect(Object.hasOwn(Object.prototype, "admin")).toBe(false);
});
