import { expect, it } from "vitest";
import type { AuditError } from "../../audit/errors.ts";
import { getEvent } from "./get-event.ts";
import { listEvents } from "./list-events.ts";
import { NO_JSON, NO_LIST } from "./testing/json-corpus.ts";
import { EVENT, listBody, rejection, serve, upstreamAt } from "./testing/serve.ts";

const ALL = new URLSearchParams();

/** A server that sends whatever stands in `body`, and how it is refused by both readers. */
async function refuser() {
  let body: Buffer | string = "";
  const { url, calls } = await serve((_, response) => void response.end(body));
  const upstream = upstreamAt(url);
  return async (sent: Buffer | string, asked: "list" | "event") => {
    body = sent;
    calls.length = 0;
    const asking = asked === "list" ? listEvents(upstream, ALL) : getEvent(upstream, "e-1");
    const { code, message } = (await rejection(asking)) as AuditError;
    return { code, message, calls: calls.length };
  };
}

it("is a corpus of more than 200 texts that JSON.parse refuses as well, and 24 by hand that it takes", () => {
  expect(NO_JSON.length).toBeGreaterThan(200);
  for (const bytes of NO_JSON) {
    const decode = () => JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    expect(decode, bytes.toString("latin1")).toThrow();
  }
  expect(NO_LIST).toHaveLength(24);
  for (const text of NO_LIST) expect(() => JSON.parse(text)).not.toThrow();
});

it("a reply that is no JSON is malformed for both readers, is asked for once, and is not echoed", async () => {
  const refused = await refuser();
  for (const bytes of NO_JSON)
    for (const asked of ["list", "event"] as const) {
      const { message, ...rest } = await refused(bytes, asked);
      expect([bytes.toString("latin1"), rest]).toEqual([
        bytes.toString("latin1"),
        { code: "upstream_malformed", calls: 1 },
      ]);
      if (bytes.length > 5) expect(message).not.toContain(bytes.toString("utf8"));
    }
});

it("nor does a list hold when one of its events is no JSON: none of it is shown", async () => {
  const refused = await refuser();
  for (const bytes of NO_JSON) {
    // What closes the list by itself, or holds several values, would be another list.
    const text = bytes.toString("latin1");
    const body = listBody([EVENT, "@", EVENT]).split("@");
    const sent = Buffer.concat([Buffer.from(body[0] ?? ""), bytes, Buffer.from(body[1] ?? "")]);
    if (parses(sent)) continue;
    expect([text, await refused(sent, "list")]).toMatchObject([
      text,
      { code: "upstream_malformed", calls: 1 },
    ]);
  }
});

const parses = (bytes: Buffer): boolean => {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
};

it("what is JSON and no list of events is never an empty list", async () => {
  const refused = await refuser();
  for (const text of NO_LIST)
    expect([text, await refused(text, "list")]).toMatchObject([
      text,
      { code: "upstream_malformed", calls: 1 },
    ]);
});
