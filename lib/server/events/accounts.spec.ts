import { expect, it } from "vitest";
import { parseQuery } from "../../audit/query-params.ts";
import { simulated, readerOf } from "../testing/simulated.ts";
import { accountsOf, resolveAccount } from "./accounts.ts";
import { getEvent } from "./get.ts";
import { getHistory } from "./history.ts";
import { listEvents } from "./list.ts";
import { listEventTypes } from "./types.ts";

const [PRODUCTION, EMEA] = ["7c9e4b21", "b52d77c0"];
const list = (text: string, reader = readerOf()) => listEvents(reader, parseQuery(new URLSearchParams(text)));

it.each([
  ["exclude_event_type", "APP_CREATE"],
  ["user", "jonas.hale@acme.example"],
  ["ip", "203.0.113.77"],
  ["country", "SC"],
  ["source", "CD"],
  ["resource", "number:447700900678"],
])("%s needs the archive, says so, and costs no call", async (name, value) => {
  const simulator = await simulated({ events: 10 });
  await expect(list(`${name}=${value}`)).rejects.toMatchObject({
    code: "filter_needs_archive",
    status: 400,
    field: name,
  });
  expect(simulator.calls()).toEqual([]);
});

it("all accounts at once need the archive, in every verb", async () => {
  const simulator = await simulated({ events: 10 });
  const refusal = { code: "needs_archive", status: 400, field: "account" };
  await expect(list("account=*")).rejects.toMatchObject(refusal);
  await expect(getEvent(readerOf(), "id-1", "*")).rejects.toMatchObject(refusal);
  await expect(getHistory(readerOf(), "id-1", "*")).rejects.toMatchObject(refusal);
  await expect(listEventTypes(readerOf(), "*")).rejects.toMatchObject(refusal);
  expect(simulator.calls()).toEqual([]);
});

const VERBS = {
  list: (reader: ReturnType<typeof readerOf>, account: string | null) =>
    list(account === null ? "" : `account=${account}`, reader),
  get: (reader: ReturnType<typeof readerOf>, account: string | null) => getEvent(reader, "id-1", account),
  history: (reader: ReturnType<typeof readerOf>, account: string | null) =>
    getHistory(reader, "id-1", account),
  types: (reader: ReturnType<typeof readerOf>, account: string | null) => listEventTypes(reader, account),
};

it.each(Object.entries(VERBS))(
  "%s: an account of no one's is 400, another's 403, none at all 403",
  async (_, verb) => {
    const simulator = await simulated({ events: 10 });
    const bad = { code: "bad_parameter", status: 400, field: "account" };
    const forbidden = { code: "account_forbidden", status: 403 };
    await expect(verb(readerOf(), "nobody")).rejects.toMatchObject(bad);
    await expect(verb(readerOf([EMEA!]), "nobody")).rejects.toMatchObject(bad);
    await expect(verb(readerOf([EMEA!]), PRODUCTION!)).rejects.toMatchObject({
      ...forbidden,
      field: "account",
    });
    await expect(verb(readerOf([EMEA!]), "Acme production")).rejects.toMatchObject(forbidden);
    await expect(verb(readerOf([]), null)).rejects.toMatchObject(forbidden);
    await expect(verb(readerOf([]), EMEA!)).rejects.toMatchObject(forbidden);
    // A grant is a key, never a name.
    await expect(verb(readerOf(["Acme EMEA"]), EMEA!)).rejects.toMatchObject(forbidden);
    expect(simulator.calls()).toEqual([]);
  },
);

it("no account means the first that is granted; a name and a key mean the same", async () => {
  const simulator = await simulated({ events: 10 });
  const asked = async (...parameters: Parameters<typeof list>) => {
    simulator.clearCalls();
    await list(...parameters);
    const calls = simulator.calls().map((call) => call.account);
    expect(calls).toHaveLength(1);
    return calls[0];
  };
  expect(await asked("")).toBe(PRODUCTION);
  expect(await asked("", readerOf([EMEA!]))).toBe(EMEA);
  expect(await asked("account=Acme+EMEA")).toBe(EMEA);
  expect(await asked(`account=${EMEA}`)).toBe(EMEA);
});

it("a key wins over another account's name", async () => {
  await simulated({ events: 1 });
  expect(accountsOf(readerOf()).map(({ apiKey }) => apiKey)).toEqual([PRODUCTION, EMEA]);
  expect(accountsOf(readerOf([EMEA!, "gone"])).map(({ apiKey }) => apiKey)).toEqual([EMEA]);
  expect(resolveAccount(readerOf(), EMEA!).name).toBe("Acme EMEA");
});
