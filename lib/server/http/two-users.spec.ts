import { afterAll, beforeAll, expect, it } from "vitest";
import { randomFrom, timesOf } from "../../testing/sample.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";
import { builtPaths, pathOf } from "../testing/built-routes.ts";

const PASSWORD = "correct horse battery";
const AT_ONCE = 8;

interface Reader {
  name: string;
  cookie: string;
  account: { name: string; apiKey: string };
  id: string;
}

let tested: TestedConsole;
const readers: Reader[] = [];
beforeAll(async () => {
  tested = await startTested({ events: 120 });
  for (const [i, account] of tested.simulator.accounts.entries()) {
    const name = `reader.${i}`;
    await tested.user(
      ["add", name, "--role", i === 0 ? "analyst" : "viewer", "--accounts", account.apiKey],
      PASSWORD,
    );
    const events = tested.simulator
      .truth(account.apiKey)
      .map(({ text }) => JSON.parse(text) as { id?: string });
    const { id = "" } = events.find((event) => /^[\w-]{36}$/.test(event.id ?? "")) ?? {};
    readers.push({ name, cookie: await tested.signIn(name, PASSWORD), account, id });
  }
});
afterAll(() => tested?.stop());

/** Every route and page of the build, as this reader would ask it: by nothing that differs but the id of an own event. */
function pathsOf({ id }: Reader): string[] {
  return builtPaths()
    .filter((path) => path !== "/metrics")
    .flatMap((path) => {
      const own = pathOf(path, id);
      if (path === "/api/events/arrived") return [`${own}?since=2026-01-01T00:00:00Z`];
      return path.endsWith("/events") ? [own, `${own}?search_text=a`, `${own}?page=2&size=5`] : [own];
    });
}

it(
  "two readers, every route, interleaved: no answer holds anything of the other's, and none may be kept",
  { timeout: 300_000 },
  async () => {
    const random = randomFrom(1);
    const [one, other] = readers as [Reader, Reader];
    const marks = { [one.name]: marksOf(one), [other.name]: marksOf(other) };
    let asked = 0;
    const told = new Map<string, number>();
    const ask = async () => {
      while (asked < timesOf(1000, 120)) {
        const reader = readers[asked % 2] as Reader;
        const stranger = reader === one ? other : one;
        const paths = pathsOf(reader);
        // Each in turn at first, then as it comes.
        const path = paths[asked < paths.length * 2 ? asked >> 1 : Math.floor(random() * paths.length)] ?? "";
        asked += 1;
        const { status, text, headers } = await tested.ask(path, reader.cookie);
        expect([path, status]).toEqual([path, expect.any(Number)]);
        expect(status, path).toBeLessThan(500);
        expect([path, headers["cache-control"]]).toEqual([path, "private, no-store"]);
        expect(headers["etag"], path).toBeUndefined();
        for (const mark of marks[stranger.name] ?? [])
          expect(text.includes(mark), `${path}: ${mark}`).toBe(false);
        if ((marks[reader.name] ?? []).some((mark) => text.includes(mark)))
          told.set(reader.name, (told.get(reader.name) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    // It would be no proof if neither had been told anything of their own.
    for (const { name } of readers) expect(told.get(name)).toBeGreaterThan(asked / 8);
  },
);

/** What is one reader's alone: name and key of the account, the ids of its events. */
function marksOf({ account }: Reader): string[] {
  const ids = tested.simulator
    .truth(account.apiKey)
    .flatMap(({ text }) => /"id":"([\w-]{36})"/.exec(text)?.[1] ?? []);
  return [account.name, account.apiKey, ...ids];
}
