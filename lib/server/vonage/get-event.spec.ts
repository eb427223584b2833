import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AuditError } from "../../audit/errors.ts";
import { getEvent } from "./get-event.ts";
import { listEvents } from "./list-events.ts";
import { EVENT, listBody, rejection, sendJson, serve, upstreamAt } from "./testing/serve.ts";

const exact = [
  EVENT,
  '{ "id" : "e-1",\r\n\t"n": 9007199254740993, "f": 1.50e+2, "big": 123456789012345678901234567890 }\n',
  '{"id":"e-1","__proto__":{"polluted":1},"constructor":{"prototype":1}}',
  '{"id":"e-1","lone":"\\ud800","escaped":"\\u00e9\\/","plain":"\u00e9\u202e\u{1f600}"}',
  '{"id":"e-1","event_type":"A","event_type":"B"}',
  '{"created_at":"2026-11-20T03:12:09"}',
  '{"id":null,"event_type":7}',
  '{"id":{"not":"text"},"account_id":[]}',
];

it.each(exact)("keeps the bytes of %j", async (text) => {
  const { url } = await serve((_, response) => sendJson(response, text));
  const event = await getEvent(upstreamAt(url), "e-1");
  expect(event?.raw).toBe(text);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

it("keys an event without a usable id by its text", async () => {
  const text = '{"id":"../etc","event_type":"A"}';
  const { url } = await serve((_, response) => sendJson(response, listBody([text, text])));
  const { events } = await listEvents(upstreamAt(url), new URLSearchParams());
  expect(events.map(({ id }) => id)).toEqual([`x-${createHash("sha256").update(text).digest("hex")}`]);
});

it("shows an id once in a page, and says when its bytes differed", async () => {
  const other = EVENT.replace("APP_CREATE", "APP_DELETE");
  const { url } = await serve((_, response, call) =>
    sendJson(response, listBody(call === 1 ? [EVENT, EVENT] : [EVENT, other])),
  );
  const upstream = upstreamAt(url);
  const [same, different] = [
    await listEvents(upstream, new URLSearchParams()),
    await listEvents(upstream, new URLSearchParams()),
  ];
  expect([same?.events.length, same?.conflicts]).toEqual([1, []]);
  expect([different?.events.map(({ raw }) => raw), different?.conflicts]).toEqual([[EVENT], ["e-1"]]);
});

describe("what is not the event that was asked for is malformed", () => {
  it.each([
    listBody([EVENT]),
    EVENT.replace("e-1", "e-2"),
    "{}",
    "[]",
    `[${EVENT}]`,
    "null",
    "",
    '{"status":404,"error":"Not Found","message":"x"}',
    `${EVENT}${EVENT}`,
    `{"id":"e-1"${',"a":1'.repeat(600_000)}}`,
    `{"id":"e-1","a":[${"1,".repeat(600_000)}1]}`,
    `{"id":"e-1","a":${"[".repeat(300_000)}`,
  ])("%.80j", async (text) => {
    const { url } = await serve((_, response) => sendJson(response, text));
    expect(((await rejection(getEvent(upstreamAt(url), "e-1"))) as AuditError).code).toBe(
      "upstream_malformed",
    );
  });
});

it.each(["", ".", "..", "a/b", "../events", "a?b", "a#b", "a%2fb", "a b", "é", "a\r\nb", "x".repeat(129)])(
  "an id of %j costs no call",
  async (id) => {
    const { url, calls } = await serve((_, response) => sendJson(response, EVENT));
    expect(await rejection(getEvent(upstreamAt(url), id))).toMatchObject({
      code: "bad_parameter",
      field: "id",
    });
    expect(calls).toEqual([]);
  },
);

it("bears what is deep, wide or long, exactly", async () => {
  const contexts = [
    `{"x":"${"é\u{1f600}".repeat(1_500_000)}"}`,
    `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
    `{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":${i}`).join(",")}}`,
  ];
  for (const context of contexts) {
    const text = `{"id":"e-1","event_type":"A","context":${context}}`;
    const { url } = await serve((_, response, call) =>
      sendJson(response, call === 1 ? text : listBody([EVENT, text])),
    );
    const upstream = upstreamAt(url, { bodyMs: 5_000, totalMs: 5_000 });
    expect((await getEvent(upstream, "e-1"))?.raw === text).toBe(true);
    expect((await listEvents(upstream, new URLSearchParams())).conflicts).toEqual(["e-1"]);
  }
});

it("asks for it below the base", async () => {
  const { url, calls } = await serve((_, response) => sendJson(response, EVENT));
  await getEvent(upstreamAt(`${url}`), "e-1");
  expect(calls).toEqual(["GET /beta/audit/events/e-1"]);
});
