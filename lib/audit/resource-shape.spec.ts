import { expect, it } from "vitest";
import { resourcesLike } from "./resource-shape.ts";

it.each([
  ["447700900678", "number:447700900678"],
  ["+44 7700 900678", "number:447700900678"],
  ["(0)44-7700.900678", "number:0447700900678"],
  ["48213", "user:48213"],
  [" jonas.hale@acme.example ", "user:jonas.hale@acme.example"],
  ["203.0.113.77", "ip:203.0.113.77"],
  ["2001:db8::7", "ip:2001:db8::7"],
  ["9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5", "app:9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5"],
  ["7c9e4b21", "account:7c9e4b21"],
  ["secret:ad6dc56f", "secret:ad6dc56f"],
  ["number:+447700900678", "number:447700900678"],
])("%s is first of all %s", (text, likeliest) => {
  const [first] = resourcesLike(text);
  expect(`${first?.kind}:${first?.value}`).toBe(likeliest);
});

it("an address or an e-mail is nothing else, an id may be several things, and a sentence is none", () => {
  expect(resourcesLike("203.0.113.77")).toHaveLength(1);
  expect(resourcesLike("a@b.example")).toHaveLength(1);
  expect(resourcesLike("9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5").map(({ kind }) => kind)).toEqual([
    "app",
    "secret",
    "account",
  ]);
  expect(resourcesLike("Support IVR")).toEqual([]);
  expect(resourcesLike("")).toEqual([]);
});
