import { expect, it } from "vitest";
import { toMarkdown } from "./markdown.ts";
import { eventOf } from "./testing.ts";

const rows = (...events: Parameters<typeof toMarkdown>[0]) => toMarkdown(events).split("\n").slice(2);

it("a table that tells when, what, who, from where", () => {
  const event = eventOf(
    "USER_LOGIN",
    {},
    {
      id: "e-1",
      created_at: "2026-11-21T03:02:41",
      user_email: "ana",
      source_ip: "203.0.113.77",
      source_country: "SC",
    },
  );
  expect(toMarkdown([event])).toBe(
    [
      "| Time (UTC) | Type | Who | From | What | Event id |",
      "| --- | --- | --- | --- | --- | --- |",
      "| 2026-11-21T03:02:41Z | USER\\_LOGIN | ana | 203.0.113.77 SC | Signed in to the Customer Dashboard | e-1 |",
    ].join("\n"),
  );
});

it("nothing of an event leaves its cell, becomes a link or an image, or hides", () => {
  const hostile = [
    "a|b",
    "![x](http://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "<img src=x onerror=alert(1)>",
    "a\nb",
    "`code`",
    "http://evil.example",
    "www.evil.example",
    "ana@acme.example",
    "a\u202eb",
    "back\\|slash",
  ];
  for (const user_email of hostile) {
    const [row = "", ...more] = rows(eventOf("USER_LOGIN", {}, { user_email }));
    expect(more).toEqual([]);
    // Cells are told apart by the bars that no backslash stands before.
    expect(row.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(7);
    const who = row.split(/(?<!\\)(?:\\\\)*\|/)[3] ?? "";
    expect(who).not.toMatch(/(?<!\\)[[\]<>`!]|:\/\/|www\.|\S@\S|[\u202e\n]/);
  }
  expect(rows(eventOf("USER_LOGIN", {}, { user_email: "a\u202eb" }))[0]).toMatch(/a\\\[[^\]]+\\\]b/);
});

it("no events are a table without rows", () => expect(rows()).toEqual([]));
