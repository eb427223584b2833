import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSimulator } from "../index";
import { parseOptions } from "../options";
import { NOW, Reader } from "./client";

describe("the admin routes", () => {
  let reader: Reader;
  beforeAll(async () => (reader = await Reader.start({ events: 800, admin: true })));
  afterAll(() => reader.simulator.close());

  const admin = (method: string, path: string, body?: unknown) =>
    fetch(`${reader.simulator.adminUrl}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  it("are not there unless asked for", async () => {
    const plain = await Reader.start({ events: 0 });
    expect(plain.simulator).not.toHaveProperty("adminUrl");
    const url = new URL("/__admin/calls", plain.simulator.url);
    expect((await fetch(url)).status).toBe(401);
    expect(
      (
        await fetch(url, {
          headers: { authorization: `Basic ${btoa(`${plain.account.apiKey}:${plain.account.apiSecret}`)}` },
        })
      ).status,
    ).toBe(404);
    await plain.simulator.close();
  });

  it("play and end a fault script", async () => {
    expect((await admin("POST", "/faults", [{ fault: { kind: "status", status: 500 } }])).status).toBe(204);
    expect((await reader.fetch("/events")).status).toBe(500);
    expect((await admin("DELETE", "/faults")).status).toBe(204);
    expect((await reader.fetch("/events")).status).toBe(200);
    for (const wrong of [{}, [{}], [{ fault: { kind: "nonsense" } }], [null]]) {
      expect((await admin("POST", "/faults", wrong)).status).toBe(400);
    }
  });

  it("tell the calls, without secrets and without themselves", async () => {
    expect((await admin("DELETE", "/calls")).status).toBe(204);
    await reader.fetch("/events?size=2&page=3");
    await reader
      .other()
      .fetch("/events", { method: "OPTIONS", headers: { authorization: `Basic ${btoa("x:y")}` } });
    const text = await (await admin("GET", "/calls")).text();
    const call = { path: "/beta/audit/events", at: expect.any(String) as string };
    expect(JSON.parse(text)).toEqual({
      calls: [
        { ...call, method: "GET", query: "size=2&page=3", account: "7c9e4b21", status: 200 },
        { ...call, method: "OPTIONS", query: "", account: "x", status: 401 },
      ],
    });
    expect(text).not.toContain(reader.account.apiSecret);
  });

  it("insert events where their time belongs", async () => {
    const made = await admin("POST", "/events", {
      account: "Acme production",
      events: [
        { id: "late-1", created_at: "2026-10-01T12:00:00", event_type: "NEW_TYPE", source_ip: undefined },
        { created_at: "2026-10-01T12:00:00", user_email: "x@acme.example" },
        {
          raw: '{"id":"raw-1","created_at":"2026-10-01T12:00:00","n":1.0}',
          id: "raw-1",
          created_at: "2026-10-01T12:00:00",
        },
        {},
      ],
    });
    const { ids } = (await made.json()) as { ids: string[] };
    const second = { date_from: "2026-10-01T12:00:00", date_to: "2026-10-01T12:00:00" };
    expect((await reader.all(second)).map(({ id }) => id).sort()).toEqual(ids.slice(0, 3).sort());
    expect(await (await reader.fetch("/events/raw-1")).text()).toBe(
      '{"id":"raw-1","created_at":"2026-10-01T12:00:00","n":1.0}',
    );
    for (const id of ids) expect((await reader.fetch(`/events/${id}`)).status).toBe(200);
    expect((await reader.list({ size: 1 }))._embedded!.events[0]!["id"]).toBe(ids[3]);
    expect(await reader.total({ event_type: "NEW_TYPE" })).toBe(1);
    const odd = [{ id: undefined }, { id: 7 }, { raw: "[]" }, { event_type: 7, created_at: "never" }];
    expect(reader.simulator.addEvents("7c9e4b21", odd).map((id) => id.length)).toEqual([0, 0, 0, 36]);
    expect((await reader.list({ size: 4 }))._embedded!.events).toHaveLength(4);
    expect((await admin("POST", "/events", { account: "nobody", events: [] })).status).toBe(400);
    expect((await admin("POST", "/events", { events: 1 })).status).toBe(400);
  });

  it("set the order and a delay", async () => {
    await admin("POST", "/order", { order: "oldest", account: "7c9e4b21" });
    const times = (await reader.all()).map((event) => String(event["created_at"]));
    expect(times[0]! < times.at(-1)!).toBe(true);
    const others = (await reader.other().all()).map((event) => String(event["created_at"]));
    expect(others[0]! > others.at(-1)!).toBe(true);
    expect((await admin("POST", "/order", { order: "sideways" })).status).toBe(400);
    await admin("POST", "/delay", { ms: 120 });
    const began = performance.now();
    await reader.total();
    expect(performance.now() - began).toBeGreaterThanOrEqual(115);
    await admin("POST", "/delay", { ms: 0 });
  });

  it("mark a call whose caller left", async () => {
    reader.simulator.setFaults([{ fault: { kind: "drip", bytesPerSecond: 100 } }]);
    const controller = new AbortController();
    const response = await reader.fetch("/events", { signal: controller.signal });
    controller.abort();
    await expect(response.text()).rejects.toThrow();
    await expect.poll(() => reader.simulator.calls().at(-1)?.aborted).toBe(true);
    reader.simulator.clearFaults();
  });
});

describe("live growth", () => {
  it("adds events as the clock goes, newer than all others", async () => {
    const simulator = await startSimulator({ events: 500, now: NOW, live: true, liveEvery: 0.1 });
    await expect.poll(() => simulator.truth("7c9e4b21").length, { timeout: 8000 }).toBeGreaterThan(390);
    const truth = simulator.truth("7c9e4b21");
    expect(truth.at(-1)!.at * 1000).toBeGreaterThanOrEqual(Date.parse(NOW));
    expect(truth.map(({ at }) => at)).toEqual(truth.map(({ at }) => at).sort((a, b) => a - b));
    await simulator.close();
  });

  it("makes the same events again when it comes back later with the same anchor", async () => {
    const at = async (now: string) => {
      const simulator = await startSimulator({ events: 500, now, anchor: NOW, live: true });
      const texts = simulator.truth("7c9e4b21").map(({ text }) => text);
      await simulator.close();
      return texts;
    };
    const [soon, later] = [await at("2026-11-21T23:30:00Z"), await at("2026-11-22T03:00:00Z")];
    expect(soon.length).toBeGreaterThan(500);
    expect(later.length).toBeGreaterThan(soon.length + 1000);
    expect(later).toEqual(expect.arrayContaining(soon));
  });
});

describe("the command line", () => {
  it("reads every option, with or without an equals sign", () => {
    const line =
      "--port=0 --host ::1 --now 2026-01-01 --anchor=2025-12-31 --seed x --events 10 --order oldest --live --live-every 2 --admin";
    expect(parseOptions(line.split(" "))).toEqual({
      port: 0,
      host: "::1",
      now: "2026-01-01",
      anchor: "2025-12-31",
      seed: "x",
      events: 10,
      order: "oldest",
      live: true,
      liveEvery: 2,
      admin: true,
    });
    expect(parseOptions(["--help"])).toBe("help");
  });

  it.each(["--nonsense", "--port", "--port x", "--events 1000001", "--order up", "--live-every 0"])(
    "refuses %s",
    (line) => {
      expect(() => parseOptions(line.split(" "))).toThrow(TypeError);
    },
  );

  it("refuses a time that is none", async () => {
    await expect(startSimulator({ now: "whenever", events: 0 })).rejects.toThrow("Not an ISO-8601 time");
  });
});
