import { expect, it } from "vitest";
import { eventOf } from "../../audit/testing.ts";
import { sortEvents } from "./order.ts";

const at = (id: string, created_at: unknown) => eventOf("USER_LOGIN", undefined, { id, created_at });
const [a, b, c] = ["a", "b", "c"].map((id) => at(id, "2026-11-21T03:12:09")) as [
  ReturnType<typeof at>,
  ReturnType<typeof at>,
  ReturnType<typeof at>,
];
const later = at("0", "2026-11-21T03:12:10");
const never = at("n", "no time");

it("gives back the very list that is in order", () => {
  for (const list of [[], [a], [never], [later, c, b, a, never]]) expect(sortEvents(list, true)).toBe(list);
  const rising = [a, b, c, later, never];
  expect(sortEvents(rising, false)).toBe(rising);
});

it("sorts any other into a list of its own, times unknown last both ways", () => {
  const mixed = [never, b, later, a, c];
  expect(sortEvents(mixed, true)).toEqual([later, c, b, a, never]);
  expect(sortEvents(mixed, false)).toEqual([a, b, c, later, never]);
  expect(mixed).toEqual([never, b, later, a, c]);
});
