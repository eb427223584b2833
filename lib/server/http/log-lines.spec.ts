import { afterAll, beforeAll, expect, it } from "vitest";
import { hostileTexts } from "../testing/hostile-texts.ts";
import { startTested, type TestedConsole } from "../testing/running-console.ts";

let tested: TestedConsole;
let cookie: string;
beforeAll(async () => {
  tested = await startTested({ events: 20 });
  cookie = await tested.signIn();
});
afterAll(() => tested?.stop());

const TEXTS = hostileTexts(100, 11);

it("100 hostile texts, wherever a request can put them, make no line of the log that is not a record of ours", async () => {
  const before = tested.log().length;
  for (const [i, text] of TEXTS.entries()) {
    const encoded = encodeURIComponent(text);
    // Each fails in another way, so that the log has something to say: upstream, the provider, next-auth, an unknown page.
    const header = text.replace(/[^\x20-\x7e]/g, "?");
    tested.simulator.setFaults([
      { match: {}, fault: { kind: "status", status: i % 2 ? 500 : 418, body: { error: text } } },
    ]);
    await Promise.all([
      tested.ask(`/api/events?search_text=${encoded}`, cookie, {
        headers: { "x-request-id": header, "user-agent": header },
      }),
      tested.ask(`/api/events/x${i}?account=${encoded}`, cookie),
      tested.ask(`/events?event_type=${encoded}`, cookie),
      tested.ask(`/${encoded}`, cookie),
      tested.ask(`/api/auth/callback/${encoded}`),
      tested.ask(`/api/auth/error?error=${encoded}`),
      tested.signIn(text, text).catch(() => undefined),
    ]);
  }
  const said = tested.log().slice(before);
  const lines = said.split("\n").filter(Boolean);
  expect(lines.length).toBeGreaterThan(TEXTS.length);
  for (const line of lines) {
    const record = JSON.parse(line) as Record<string, unknown>;
    expect(Object.keys(record).slice(0, 3)).toEqual(["at", "level", "message"]);
    expect(record["message"]).not.toBe("forged");
    // Nothing that a terminal would obey, or another reader take for the end of a line.
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
  }
}, 120_000);
