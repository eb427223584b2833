import { describe, expect, it } from "vitest";
import { FALLBACK_TYPES } from "../../audit/event-types.ts";
import { CredentialRefused } from "./errors/index.ts";
import { listTypes } from "./list-types.ts";
import { rejection, sendJson, serve, upstreamAt } from "./testing/serve.ts";

const ROW = { type: "APP_CREATE", description: "Application created" };

describe("the built-in list stands in, marked", () => {
  it.each<[string, number, string]>([
    ["204", 204, ""],
    ["empty", 200, ""],
    ["HTML", 200, "<html>"],
    ["null", 200, "null"],
    ["another shape", 200, '{"types":[]}'],
    ["no list", 200, '{"eventTypes":{"type":"A"}}'],
    ["an empty list", 200, '{"eventTypes":[]}'],
    ["a list of nothing usable", 200, '{"eventTypes":[null,1,"A",{},{"type":""},{"type":7}]}'],
    ["404", 404, "{}"],
    ["405", 405, "{}"],
    ["500", 500, "{}"],
    ["429", 429, "{}"],
  ])("for %s", async (_, status, body) => {
    const { url } = await serve((_request, response) => sendJson(response, body, status));
    expect(await listTypes(upstreamAt(url))).toEqual({ eventTypes: FALLBACK_TYPES, source: "fallback" });
  });

  it("for a server that is not there", async () => {
    const { url, close } = await serve(() => {});
    await close();
    expect((await listTypes(upstreamAt(url))).source).toBe("fallback");
  });
});

it("keeps the usable rows of a list that is partly junk, each type once", async () => {
  const rows = [
    ROW,
    null,
    { type: "NEW_THING" },
    { type: "APP_CREATE", description: "again" },
    { type: "x".repeat(999) },
  ];
  const { url } = await serve((_, response) => sendJson(response, JSON.stringify({ eventTypes: rows })));
  expect(await listTypes(upstreamAt(url))).toEqual({
    eventTypes: [ROW, { type: "NEW_THING", description: "" }],
    source: "upstream",
  });
});

it.each([401, 403])("a refused credential is not hidden behind it (%d), nor kept", async (status) => {
  const { url, calls } = await serve((_, response) => sendJson(response, "{}", status));
  const upstream = upstreamAt(url);
  for (const count of [1, 2]) {
    expect(await rejection(listTypes(upstream))).toBeInstanceOf(CredentialRefused);
    expect(calls).toHaveLength(count);
  }
});

it("asks once for all who ask together, and keeps a list longer than a fallback", async () => {
  const { url, calls } = await serve((_, response, call) => {
    if (call === 1) response.writeHead(204).end();
    else sendJson(response, JSON.stringify({ eventTypes: [ROW] }));
  });
  const upstream = upstreamAt(url, { fallbackKeptMs: 50 });
  await Promise.all(Array.from({ length: 9 }, () => listTypes(upstream)));
  expect(calls).toEqual(["OPTIONS /beta/audit/events"]);
  await new Promise((resolve) => setTimeout(resolve, 70));
  expect((await listTypes(upstream)).source).toBe("upstream");
  await new Promise((resolve) => setTimeout(resolve, 70));
  await listTypes(upstream);
  expect(calls).toHaveLength(2);
});

it("one reader's leaving does not spoil another's answer", async () => {
  const { url } = await serve((_, response) => {
    setTimeout(() => sendJson(response, JSON.stringify({ eventTypes: [ROW] })), 60);
  });
  const upstream = upstreamAt(url);
  const leaving = new AbortController();
  const left = rejection(listTypes(upstream, { signal: leaving.signal }));
  const stayed = listTypes(upstream);
  leaving.abort(new Error("gone"));
  expect(await left).toMatchObject({ message: "gone" });
  expect((await stayed).source).toBe("upstream");
});

it("remembers the types that events carried, 500 at most", () => {
  const { types } = upstreamAt("http://127.0.0.1:9").shared;
  types.note([
    { type: "NEW_THING", description: "New thing" },
    { type: "NEW_THING", description: "again" },
    { type: "", description: null },
    { type: "x".repeat(201), description: null },
  ]);
  expect(types.seen).toEqual([{ type: "NEW_THING", description: "New thing" }]);
  types.note(Array.from({ length: 2_000 }, (_, i) => ({ type: `T_${i}`, description: null })));
  expect(types.seen).toHaveLength(500);
});
