import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { readAccessLogQuery } from "../../audit/access-log.ts";
import { parseQuery } from "../../audit/query-params.ts";
import { config } from "../config.ts";
import { closeConsoleStore, consoleStore } from "../database/console-store.ts";
import { consoleStoreFile } from "../database/open-store.ts";
import { writeAccess } from "../identity/access-record.ts";
import type { Principal } from "../identity/roles.ts";
import { readerOf, simulated } from "../testing/simulated.ts";
import { readAccessLog } from "./access-log.ts";
import { checkConnections } from "./connection.ts";
import { countArrived } from "./count-arrived.ts";
import { findEvent, getEvent } from "./get.ts";
import { getHistory } from "./history.ts";
import { listEvents } from "./list.ts";
import { listEventTypes } from "./types.ts";

const [PRODUCTION, EMEA] = ["7c9e4b21", "b52d77c0"] as const;
const ADMIN = readerOf("*", "admin");
const idOf = (text: string) => (JSON.parse(text) as { id: string }).id;
const list = (search: string, reader: Principal = readerOf()) =>
  listEvents(reader, parseQuery(new URLSearchParams(search)));
const log = (asked = {}, reader = ADMIN) => readAccessLog(reader, readAccessLogQuery(asked));
const store = () => consoleStore(config().dataDir);

/** A store of its own for each test: what one has recorded the next would find in its memory. */
beforeEach(async () => {
  await closeConsoleStore();
});
async function fresh(events = 60) {
  const simulator = await simulated({ events });
  await closeConsoleStore();
  for (const end of ["", "-wal", "-shm"]) rmSync(consoleStoreFile(config().dataDir) + end, { force: true });
  return simulator;
}
const told = async () => {
  const { rows } = await sql<{
    line: string;
  }>`select verb || ' ' || coalesce(account, '-') || ' ' || query as line from access_records order by id`.execute(
    await store(),
  );
  return rows.map(({ line }) => line);
};

describe("what each verb records", () => {
  it("a list: its query, once with all its pages and polls", async () => {
    const simulator = await fresh();
    const asOf = new Date(Date.now() - 60_000).toISOString();
    await list(`window=24h&account=${EMEA}`);
    await list(`window=24h&account=${EMEA}&page=2&size=10`);
    await list(`window=24h&account=Acme EMEA&as_of=${asOf}`);
    const query = parseQuery(new URLSearchParams(`window=24h&account=${EMEA}&page=3`));
    for (const ago of [2_000, 60_000, 3_600_000]) await countArrived(readerOf(), query, Date.now() - ago);
    await list(`event_type=B,A&search_text=${encodeURIComponent("a\nb")}`);
    expect(await told()).toEqual([
      `list ${EMEA} window=24h`,
      `list ${PRODUCTION} event_type=A,B&search_text=a%0Ab`,
    ]);
    expect(simulator.calls().length).toBeGreaterThan(2);
  });

  it("an event: its id, once with its history and its page", async () => {
    const simulator = await fresh();
    const id = idOf(simulator.truth(EMEA)[3]!.text);
    await findEvent(readerOf(), id);
    await getHistory(readerOf(), id, EMEA);
    await getEvent(readerOf(), id, EMEA);
    await expect(findEvent(readerOf(), "no-such-id")).rejects.toMatchObject({ code: "event_not_found" });
    await expect(getEvent(readerOf([EMEA]), "no-such-id", null)).rejects.toThrow();
    expect(await told()).toEqual([`event ${EMEA} ${id}`, "event - no-such-id", `event ${EMEA} no-such-id`]);
  });

  it("a check of the connection: each account; the types: nothing, they tell of no event", async () => {
    await fresh();
    await checkConnections(readerOf());
    await checkConnections(readerOf());
    await listEventTypes(readerOf(), null);
    expect((await told()).sort()).toEqual([`connection ${EMEA} `, `connection ${PRODUCTION} `].sort());
  });

  it("nothing of what is refused before anyone is asked", async () => {
    const simulator = await fresh();
    const refused = [
      list("exclude_event_type=A"),
      list("account=nobody"),
      countArrived(readerOf(), parseQuery([["country", "GB"]]), 0),
      countArrived(readerOf([PRODUCTION]), parseQuery([["account", EMEA]]), 0),
      list(`account=${EMEA}`, readerOf([PRODUCTION])),
      list("around=2026-11-21T03:12:09Z&pm=1m", readerOf([])),
      getEvent(readerOf(), "a b", null),
      findEvent(readerOf(), ".."),
    ];
    for (const one of await Promise.allSettled(refused)) expect(one.status).toBe("rejected");
    expect(await told()).toEqual([]);
    expect(simulator.calls()).toEqual([]);
  });

  it("a read that Vonage then refuses: it was asked", async () => {
    const simulator = await fresh();
    simulator.setFaults([{ match: {}, fault: { kind: "status", status: 403 } }]);
    await expect(list("window=7d")).rejects.toMatchObject({ code: "upstream_unauthorized" });
    expect(await told()).toEqual([`list ${PRODUCTION} window=7d`]);
  });
});

describe("the log", () => {
  it("is for admins alone, and is recorded itself, before it is read", async () => {
    await fresh();
    for (const role of ["viewer", "analyst"] as const)
      await expect(log({}, readerOf("*", role))).rejects.toMatchObject({ code: "forbidden", status: 403 });
    await list("window=24h", { ...readerOf(), user: "ines" });
    const { records, page } = await log({ user: "reader" }, readerOf([], "admin"));
    expect(records).toMatchObject([
      { reader: "reader", verb: "access_log", query: "user=reader", account: null },
    ]);
    expect(page).toEqual({ number: 1, size: 50, totalElements: 1, totalPages: 1 });
    expect((await log()).records.map((one) => `${one.reader} ${one.verb} ${one.query}`)).toEqual([
      "reader access_log ",
      "reader access_log user=reader",
      "ines list window=24h",
    ]);
  });

  it("tells no session, and times to the second in UTC", async () => {
    await fresh();
    await list("");
    const { records } = await log();
    expect(records[1]).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      reader: "reader",
      verb: "list",
      query: "",
      account: PRODUCTION,
      address: "unknown",
    });
    expect(Math.abs(Date.now() - Date.parse(records[1]!.at))).toBeLessThan(5000);
  });
});

describe("when it cannot be written, nothing is served", () => {
  const BREAKAGES: Record<string, () => Promise<unknown>> = {
    "full disk": async () => {
      await sql`pragma max_page_count = 1`.execute(await store());
      // What fits into the pages that are there is still written: they are filled first.
      const small = { reader: "r", session: null, address: "", verb: "list", account: null } as const;
      for (let i = 0; i < 1000; i++) {
        if (
          await writeAccess(await store(), { ...small, query: "" }).then(
            () => false,
            () => true,
          )
        )
          return;
      }
      throw new Error("A thousand records went into a full store.");
    },
    "read-only": async () => sql`pragma query_only = on`.execute(await store()),
    "no table": async () => sql`drop table access_records`.execute(await store()),
    "closed store": async () => (await store()).destroy(),
    "deleted file": async () => rmSync(consoleStoreFile(config().dataDir)),
  };

  it.each(Object.keys(BREAKAGES))("%s", async (what) => {
    const simulator = await fresh();
    const id = idOf(simulator.truth(PRODUCTION)[3]!.text);
    // Recorded before, so that memory could let it pass.
    await list("window=7d");
    await BREAKAGES[what]!();
    simulator.clearCalls();
    const verbs = {
      list: () => list("window=30d"),
      arrived: () => countArrived(readerOf(), parseQuery([["window", "60d"]]), Date.now() - 60_000),
      get: () => getEvent(readerOf(), id, null),
      history: () => getHistory(readerOf(), id, null),
      find: () => findEvent(readerOf(), id),
      connection: () => checkConnections(readerOf()),
      log: () => log({ date_from: "2026-01-01" }),
      "what was recorded before": () => list("window=7d"),
    };
    for (const [name, ask] of Object.entries(verbs)) {
      await expect(ask(), name).rejects.toMatchObject({ code: "record_unavailable" });
    }
    // Looking for an event in all accounts asks them first, since only that tells whose it is; nothing else was asked.
    const asked = simulator.calls().map(({ path }) => path);
    expect(asked.filter((path) => !path.includes(id))).toEqual([]);
    await closeConsoleStore();
  });
});

it("is only ever added to: nothing in the program changes or deletes a record", () => {
  const root = join(import.meta.dirname, "..");
  const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(?<!\.spec)\.ts$/.test(name),
  );
  expect(sources.length).toBeGreaterThan(80);
  for (const name of sources) {
    const text = readFileSync(join(root, name), "utf8");
    expect(text, name).not.toMatch(/(?:deleteFrom|updateTable|replaceInto|dropTable)\("access_records"/);
    expect(text, name).not.toMatch(/(?:delete from|update|drop table|replace into) access_records/i);
  }
});
