import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../../simulator/index";
import { decodeEvent } from "../../audit/decode-event.ts";
import { MOST_LIVE } from "../../audit/export.ts";
import { toIso } from "../../audit/time/format.ts";
import type { Archive } from "../archive/archive.ts";
import { FULL } from "../../testing/sample.ts";
import { archived } from "../testing/archived.ts";
import { ANALYST, listed, open, running, take } from "../testing/exporting.ts";
import { parseCsv } from "../testing/parse-csv.ts";
import { forgetUpstream, simulated, useSimulator } from "../testing/simulated.ts";
import { keyOf } from "../vonage/key-of.ts";
import { cancelExport, readExport } from "./exports.ts";

const [PRODUCTION, EMEA] = ["7c9e4b21", "b52d77c0"] as const;
const whole = (at: number) => Math.floor(at / 1000) * 1000;
const AS_OF = toIso(whole(Date.now()) - 3_600_000);

const listedRaws = async (search: string) => (await listed(search)).events.map(({ raw }) => raw);

describe("a window that is archived and settled", () => {
  let simulator: Simulator;
  let archive: Archive;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    // Above what could be read live.
    simulator = await startSimulator({ events: Math.ceil(MOST_LIVE / 0.76) + 1000 });
    await useSimulator(simulator);
    archive = await archived(simulator, [PRODUCTION, EMEA], (close) => ends.push(close));
  });
  afterAll(async () => {
    for (const end of ends) await end();
    await forgetUpstream();
    await simulator.close();
  });

  it.each([
    "event_type=APP_UPDATE,NUMBER_UPDATED",
    "exclude_event_type=USER_LOGIN,USER_LOGOUT&window=30d",
    "user=jonas.hale@acme.example",
    "ip=192.0.2.0/24&sort=created_at&window=60d",
    "country=SC,GB",
    "source=DEVAPI&window=90d",
    "resource=number:447700900678",
    "search_text=qx9-relay",
    "search_text=e&window=7d",
    "account=*&country=SC",
  ])("%s: the same events as the list, byte by byte, in its order, without a call", async (search) => {
    simulator.clearCalls();
    const asked = `as_of=${AS_OF}&${search}`;
    const raws = await listedRaws(asked);
    expect(raws.length).toBeGreaterThan(0);
    const { text, status } = await take(`${asked}&format=ndjson`);
    expect(text.split("\n").slice(0, -1)).toEqual(raws);
    expect(status).toMatchObject({
      state: "done",
      count: raws.length,
      total: raws.length,
      account: search.startsWith("account=*") ? "*" : PRODUCTION,
      receipt: {
        served: "archive",
        complete: true,
        reason: null,
        gaps: [],
        counted: raws.length,
        lateSince: 0,
        ...(search.startsWith("account=*") ? { accounts: [PRODUCTION, EMEA] } : {}),
      },
    });
    expect(simulator.calls()).toEqual([]);
  });

  it("all of it, however much", async () => {
    const { text, status, name } = await take(`as_of=${AS_OF}&format=csv`);
    const ids = parseCsv(text)
      .slice(1)
      .map(([id]) => id);
    expect(ids.length).toBeGreaterThan(MOST_LIVE);
    expect(new Set(ids).size).toBe(ids.length);
    expect(status).toMatchObject({ count: ids.length, total: ids.length });
    expect(name).toBe(`acme-production-until-${AS_OF.replaceAll(/[-:]/g, "")}.csv`);
  });

  it("what is archived while it runs stays out", async () => {
    const { body, id } = await open(`as_of=${AS_OF}&format=ndjson`);
    const reader = body.getReader();
    let bytes = (await reader.read()).value?.length ?? 0;
    const { total } = await readExport(ANALYST, id);
    const at = Date.parse(AS_OF) - 400 * 86_400_000;
    const [late] = simulator.addEvents(PRODUCTION, [{ created_at: toIso(at).slice(0, 19) }]);
    const { text } = simulator.truth(PRODUCTION).find((event) => event.text.includes(String(late)))!;

    const events = [decodeEvent(text, { zone: "UTC", keyOf })];
    await archive.writePart(
      { account: PRODUCTION, from: at, to: at, settled: false, readAt: whole(Date.now()), events },
      "a late one",
    );
    for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.length;
    expect(await readExport(ANALYST, id)).toMatchObject({ state: "done", count: total, total, bytes });
    expect((await take(`as_of=${AS_OF}&format=ndjson`)).status.count).toBe(total! + 1);
  });

  it(`${FULL ? 100 : 20} that are left: no stream goes on`, async () => {
    let streams = 0;
    const { stream } = archive;
    archive.stream = async function* (...asked) {
      streams += 1;
      try {
        yield* stream.apply(archive, asked);
      } finally {
        streams -= 1;
      }
    };
    for (let i = 0; i < (FULL ? 100 : 20); i++) {
      const { body, id } = await open(`as_of=${AS_OF}&format=csv`);
      const reader = body.getReader();
      await reader.read();
      if (i % 2 === 0) await reader.cancel();
      else await cancelExport(ANALYST, id);
      expect(await readExport(ANALYST, id)).toMatchObject({ state: "aborted", sha256: null, receipt: null });
    }
    await new Promise((done) => setTimeout(done, 100));
    expect({ streams, running: running.size }).toEqual({ streams: 0, running: 0 });
    archive.stream = stream;
  });

  it("an archive that fails in the middle breaks the file off", async () => {
    const { stream } = archive;
    archive.stream = async function* (...asked) {
      for await (const chunk of stream.apply(archive, asked)) {
        yield chunk;
        throw new Error("disk I/O error");
      }
    };
    const { body } = await open(`as_of=${AS_OF}&format=json&export_id=torn`);
    await expect(new Response(body).text()).rejects.toThrow();
    archive.stream = stream;
    expect(await readExport(ANALYST, "torn")).toMatchObject({
      state: "failed",
      problem: { code: "internal", detail: "The console failed. The log tells why." },
    });
  });
});

describe("a window with gaps", () => {
  /** Only the last ten days of the account are archived. */
  async function partly(events: number) {
    const simulator = await simulated({ events });
    const archive = await archived(simulator, []);
    const now = whole(Date.now());
    const from = now - 10 * 86_400_000;

    const held = simulator
      .truth(PRODUCTION)
      .map(({ text }) => decodeEvent(text, { zone: "UTC", keyOf }))
      .filter(({ at }) => at !== null && at >= from && at <= now);
    await archive.write({ account: PRODUCTION, from, to: now, settled: true, readAt: now, events: held });
    return { simulator, from, held: held.filter(({ at }) => at! <= Date.parse(AS_OF)) };
  }
  const gap = (from: number, since: number | null) => ({
    served: "archive",
    complete: false,
    reason: "gap",
    gaps: [{ from: since === null ? null : toIso(since), to: toIso(from - 1000) }],
  });

  it("that can be read live is exported live, and whole", async () => {
    const { simulator } = await partly(600);
    const { status } = await take(`window=90d&as_of=${AS_OF}&format=csv`);
    expect(status.receipt).toMatchObject({ served: "live", complete: true });
    expect(simulator.calls().length).toBeGreaterThan(0);
  });

  it("for a filter of the archive's alone: what is covered, with the gap in the receipt", async () => {
    const { from, held } = await partly(600);
    const { status } = await take(`window=90d&as_of=${AS_OF}&source=CD,DEVAPI&format=csv`);
    const counted = held.filter(({ source }) => source === "CD" || source === "DEVAPI").length;
    expect(counted).toBeGreaterThan(0);
    expect(status.receipt).toMatchObject({ ...gap(from, Date.parse(AS_OF) - 90 * 86_400_000), counted });
  });

  it("when the upstream is gone, or there is too much: what is covered, with the gap in the receipt", async () => {
    const { simulator, from } = await partly(Math.ceil((MOST_LIVE + 2000) / 0.76));
    const large = await take(`as_of=${AS_OF}&format=csv`);
    expect(large.status.receipt).toMatchObject(gap(from, null));
    simulator.setFaults([{ match: { path: "list" }, fault: { kind: "status", status: 503 } }]);
    const gone = await take(`window=30d&as_of=${AS_OF}&format=csv`);
    expect(gone.status.receipt).toMatchObject(gap(from, Date.parse(AS_OF) - 30 * 86_400_000));
    await expect(open(`account=${EMEA}&format=csv`)).rejects.toMatchObject({ code: "upstream_unavailable" });
  });
});
