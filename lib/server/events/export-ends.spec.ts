import { beforeEach, describe, expect, it } from "vitest";
import { MOST_LIVE, readExportRequest } from "../../audit/export.ts";
import { toIso } from "../../audit/time/format.ts";
import type { Fault, Simulator } from "../../../simulator/index";
import type { Principal } from "../identity/roles.ts";
import { ANALYST, listed, open, running, take } from "../testing/exporting.ts";
import { parseCsv } from "../testing/parse-csv.ts";
import { readerOf, simulated } from "../testing/simulated.ts";
import { cancelExport, readExport } from "./exports.ts";
import { currentAsOf } from "./list.ts";

const KEY = "7c9e4b21";

let asOf: string;
beforeEach(() => {
  asOf = toIso(currentAsOf());
});

describe("what is refused", () => {
  const refused = async (simulator: Simulator, search: string, expected: object, reader?: Principal) => {
    simulator.clearCalls();
    await expect((async () => open(search, reader))()).rejects.toMatchObject(expected);
    expect(simulator.calls()).toEqual([]);
  };

  it("a viewer, a filter beyond the upstream, all accounts, an id that was used", async () => {
    const simulator = await simulated({ events: 20 });
    await refused(simulator, "format=csv", { code: "forbidden" }, readerOf());
    await refused(simulator, "format=csv&ip=203.0.113.77", { code: "filter_needs_archive", field: "ip" });
    await refused(simulator, "format=csv&account=*", { code: "needs_archive" });
    await refused(simulator, "format=csv", { code: "account_forbidden" }, readerOf([], "analyst"));
    await take("format=csv&export_id=once");
    await refused(simulator, "format=csv&export_id=once", { code: "bad_parameter", field: "export_id" });
  });

  it.each([
    ["page=1&format=csv", "page"],
    ["size=100&format=csv", "size"],
    ["", "format"],
    ["format=CSV", "format"],
    ["format=xml", "format"],
    ["format=toString", "format"],
    ["format=csv&export_id=a/b", "export_id"],
    ["format=csv&export_id=..", "export_id"],
    [`format=csv&export_id=${"a".repeat(65)}`, "export_id"],
    ["format=csv&format=csv", "format"],
    ["format=csv&export_id=", "export_id"],
    ["format=csv&event=x", "event"],
  ])("%j names %s", (search, field) =>
    expect(() => readExportRequest(new URLSearchParams(search))).toThrow(
      expect.objectContaining({ code: "bad_parameter", field }),
    ),
  );

  it("more than can be read live, by the first page alone and before any byte", async () => {
    const simulator = await simulated({ events: Math.ceil((MOST_LIVE + 10) / 0.76) });
    await expect(open(`account=${KEY}&format=csv&export_id=large`)).rejects.toMatchObject({
      code: "export_needs_archive",
      status: 400,
    });
    expect(simulator.calls().length).toBeLessThanOrEqual(2);
    expect(await readExport(ANALYST, "large")).toMatchObject({
      state: "failed",
      problem: { code: "export_needs_archive" },
      count: 0,
    });
    expect((await take(`account=b52d77c0&format=ndjson`)).status.state).toBe("done");
    expect(running.size).toBe(0);
  });

  it("a fourth at once of one reader, a twenty-first of all; a place is free when one ends", async () => {
    const simulator = await simulated({ events: 600 });
    const readers = Array.from({ length: 7 }, (_, i) => ({ ...ANALYST, user: `reader-${i}` }));
    const bodies: ReadableStream[] = [];
    const busy = (message: string) => ({
      code: "too_many_exports",
      status: 429,
      message: expect.stringMatching(message),
    });
    for (let i = 0; i < 20; i++) {
      bodies.push((await open("format=csv", readers[i % 7])).body);
      // The first reader's third.
      if (i === 14) await refused(simulator, "format=csv&export_id=fourth", busy("^3 of your"), readers[0]);
    }
    await refused(simulator, "format=csv", busy("^20 exports"), readers[6]);
    expect(await readExport(readers[0]!, "fourth")).toMatchObject({ problem: { code: "too_many_exports" } });
    await Promise.all(bodies.map((body) => body.cancel()));
    expect(running.size).toBe(0);
    expect((await take("format=csv", readers[0])).status.state).toBe("done");
  });
});

describe("what ends it early", () => {
  it("an upstream that fails in the middle breaks it off, and it has failed", async () => {
    const simulator = await simulated({ events: 900 });
    simulator.setFaults([{ match: { path: "list", page: 4 }, fault: { kind: "status", status: 500 } }]);
    const { body } = await open(`account=${KEY}&format=ndjson&export_id=broken`);
    await expect(new Response(body).text()).rejects.toThrow();
    const status = await readExport(ANALYST, "broken");
    expect(status).toMatchObject({ state: "failed", sha256: null, receipt: null });
    expect(status.problem?.code).toBe("upstream_unavailable");
    expect(status.count).toBe(300);
    expect(running.size).toBe(0);
  });

  it("pages that hold fewer events than were counted are no whole export", async () => {
    const simulator = await simulated({ events: 900 });
    const text = JSON.stringify({ page: { size: 100, totalElements: 0, totalPages: 0, number: 3 } });
    simulator.setFaults([{ match: { path: "list", page: 3 }, fault: { kind: "body", text } }]);
    const { body } = await open(`account=${KEY}&format=ndjson&export_id=short`);
    await expect(new Response(body).text()).rejects.toThrow();
    expect(await readExport(ANALYST, "short")).toMatchObject({
      state: "failed",
      count: 200,
      problem: { code: "upstream_malformed", detail: expect.stringContaining("held 200") },
    });
  });

  it("what happens while it is read stays out; what comes late into its window is owned up to", async () => {
    const simulator = await simulated({ events: 900 });
    const total = (await listed(`account=${KEY}&as_of=${asOf}`)).total;
    const grown = async (fault: Fault, id: string) => {
      simulator.setFaults([{ match: { path: "list", page: 3, times: 1 }, fault }]);
      const { text, status } = await take(`account=${KEY}&as_of=${asOf}&format=csv&export_id=${id}`);
      const ids = parseCsv(text).map(([one]) => one);
      expect(new Set(ids).size).toBe(ids.length);
      expect(status).toMatchObject({ state: "done", count: total, total });
      return status.receipt;
    };
    expect(await grown({ kind: "shift", n: 7 }, "later")).toMatchObject({ complete: true, counted: total });
    const late = await grown({ kind: "late", n: 7, secondsAgo: 600 }, "late");
    expect(late).toMatchObject({ complete: false, reason: "shifted", counted: total });
  });

  it("one that cannot begin tells why, and stands as failed", async () => {
    const simulator = await simulated({ events: 50 });
    simulator.setFaults([{ match: { path: "list" }, fault: { kind: "status", status: 401 } }]);
    await expect(open("format=csv&export_id=refused")).rejects.toMatchObject({
      code: "upstream_unauthorized",
    });
    expect(await readExport(ANALYST, "refused")).toMatchObject({
      state: "failed",
      problem: { code: "upstream_unauthorized" },
    });
  });

  it("a cancel: the reader's body breaks off, the upstream is asked no more", async () => {
    const simulator = await simulated({ events: 2000 });
    const { body } = await open(`account=${KEY}&format=csv&export_id=cancelled`);
    const reader = body.getReader();
    await reader.read();
    simulator.setDelay(300);
    const pending = reader.read().then(() => reader.read());
    await new Promise((done) => setTimeout(done, 50));
    expect(await cancelExport(ANALYST, "cancelled")).toMatchObject({
      state: "aborted",
      sha256: null,
      receipt: null,
    });
    await expect(pending).rejects.toMatchObject({ name: "AbortError" });
    const calls = simulator.calls().length;
    await new Promise((done) => setTimeout(done, 700));
    expect(simulator.calls().length).toBe(calls);
    expect(await cancelExport(ANALYST, "cancelled")).toMatchObject({ state: "aborted" });
    expect(running.size).toBe(0);
  });

  it("a reader that takes nothing is not read for", async () => {
    const simulator = await simulated({ events: 3000 });
    const { body } = await open(`account=${KEY}&format=csv`);
    await new Promise((done) => setTimeout(done, 500));
    expect(simulator.calls().length).toBeLessThanOrEqual(3);
    await body.cancel();
  });

  it("a cancel of one that is done changes nothing", async () => {
    await simulated({ events: 20 });
    const { id, status } = await take("format=json");
    expect(await cancelExport(ANALYST, id)).toEqual(status);
  });

  it("a browser that leaves before the first byte", async () => {
    const simulator = await simulated({ events: 100 });
    simulator.setDelay(2000);
    const browser = new AbortController();
    const opened = open("format=csv&export_id=left", ANALYST, browser.signal);
    setTimeout(() => browser.abort(), 100);
    await expect(new Response((await opened).body).text()).rejects.toThrow();
    expect(await readExport(ANALYST, "left")).toMatchObject({ state: "aborted", count: 0 });
    expect(running.size).toBe(0);
  });
});
