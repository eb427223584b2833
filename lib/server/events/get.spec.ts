import { expect, it } from "vitest";
import { simulated, readerOf } from "../testing/simulated.ts";
import { findEvent, getEvent } from "./get.ts";

const [PRODUCTION, EMEA] = ["7c9e4b21", "b52d77c0"];
const idOf = (text: string) => (JSON.parse(text) as { id: string }).id;

it("gives every event of the history byte by byte", async () => {
  const simulator = await simulated({ events: 120 });
  const usable = simulator.truth(PRODUCTION!).filter(({ text }) => /"id":"[\w.-]+"/.test(text));
  expect(usable.length).toBeGreaterThan(80);
  for (const { text } of usable) {
    const { event, account } = await getEvent(readerOf(), idOf(text), PRODUCTION!);
    expect(event.raw).toBe(text);
    expect(account.apiKey).toBe(PRODUCTION);
  }
});

it("an id that nobody has is 404; one of another account too", async () => {
  const simulator = await simulated({ events: 20 });
  const missing = { code: "event_not_found", status: 404 };
  await expect(getEvent(readerOf(), "00000000-0000-4000-8000-000000000000", null)).rejects.toMatchObject(
    missing,
  );
  const [elsewhere] = simulator.truth(EMEA!);
  await expect(getEvent(readerOf(), idOf(elsewhere!.text), PRODUCTION!)).rejects.toMatchObject(missing);
});

it.each(["", ".", "..", "a/b", "a b", "a?b", "%2e%2e", "ä", "a".repeat(129), "a\n"])(
  "%j is no id, and costs no call",
  async (id) => {
    const simulator = await simulated({ events: 1 });
    const refusal = { code: "bad_parameter", field: "id" };
    await expect(getEvent(readerOf(), id, null)).rejects.toMatchObject(refusal);
    await expect(findEvent(readerOf(), id)).rejects.toMatchObject(refusal);
    expect(simulator.calls()).toEqual([]);
  },
);

it("without its account an event is found in any that the reader may see, and in no other", async () => {
  const simulator = await simulated({ events: 40 });
  const id = idOf(simulator.truth(EMEA!)[0]!.text);
  expect((await findEvent(readerOf(), id)).account.apiKey).toBe(EMEA);
  expect((await findEvent(readerOf([EMEA!]), id)).event.id).toBe(id);
  simulator.clearCalls();
  await expect(findEvent(readerOf([PRODUCTION!]), id)).rejects.toMatchObject({ code: "event_not_found" });
  expect(simulator.calls().map(({ account }) => account)).toEqual([PRODUCTION]);
  await expect(findEvent(readerOf([]), id)).rejects.toMatchObject({ code: "account_forbidden" });
});

it("a failure outweighs a not found, and a find outweighs a failure", async () => {
  const simulator = await simulated({ events: 40 });
  const refused = { match: { account: PRODUCTION! }, fault: { kind: "status", status: 403 } } as const;
  simulator.setFaults([refused]);
  await expect(findEvent(readerOf(), "no-such-id")).rejects.toMatchObject({ code: "upstream_unauthorized" });
  const id = idOf(simulator.truth(EMEA!)[0]!.text);
  expect((await findEvent(readerOf(), id)).event.id).toBe(id);
});

it("another event than the one asked for is not passed off as it", async () => {
  const simulator = await simulated({ events: 40 });
  const [one, two] = simulator.truth(PRODUCTION!);
  simulator.setFaults([
    { match: { path: "event" }, fault: { kind: "mutate", index: 0, replaceText: two!.text } },
  ]);
  await expect(getEvent(readerOf(), idOf(one!.text), null)).rejects.toMatchObject({
    code: "upstream_malformed",
  });
});
