import { expect, it } from "vitest";
import { Gate } from "./gate.ts";

it("admits so many at once, in order of arrival", async () => {
  const gate = new Gate(2);
  const [first] = await Promise.all([gate.enter(1_000), gate.enter(1_000)]);
  const order: string[] = [];
  const third = gate.enter(1_000).then((leave) => (order.push("third"), leave));
  const fourth = gate.enter(1_000).then((leave) => (order.push("fourth"), leave));
  first?.();
  (await third)?.();
  await fourth;
  expect(order).toEqual(["third", "fourth"]);
});

it("a place is given back once, however often it is left", async () => {
  const gate = new Gate(1);
  const leave = await gate.enter(10);
  leave?.();
  leave?.();
  expect(await gate.enter(10)).not.toBeNull();
  expect(await gate.enter(10)).toBeNull();
});

it("who waits too long, or leaves, is passed over", async () => {
  const gate = new Gate(1);
  const leave = await gate.enter(10);
  const leaving = new AbortController();
  const aborted = gate.enter(1_000, leaving.signal).catch((reason: unknown) => reason);
  const late = gate.enter(20);
  const patient = gate.enter(1_000);
  leaving.abort("gone");
  expect(await aborted).toBe("gone");
  expect(await late).toBeNull();
  leave?.();
  expect(await patient).not.toBeNull();
});

it("background work goes after everybody else", async () => {
  const gate = new Gate(1);
  const leave = await gate.enter(10);
  const order: string[] = [];
  const enter = (name: string, background: boolean) =>
    gate.enter(1_000, undefined, background).then((left) => (order.push(name), left?.()));
  const all = [
    enter("sync", true),
    enter("person", false),
    enter("sync too", true),
    enter("person too", false),
  ];
  leave?.();
  await Promise.all(all);
  expect(order).toEqual(["person", "person too", "sync", "sync too"]);
});
