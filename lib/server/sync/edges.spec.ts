import { describe, expect, it } from "vitest";
import { DAY, HOUR, SECOND } from "./span.ts";
import { compare, isAllCovered, NOTHING_WRONG, NOW, openLab } from "./testing/lab.ts";

const stamp = (at: number) => new Date(at).toISOString().slice(0, 19);

describe.each(["Europe/Madrid", "Australia/Lord_Howe"])("times meant in %s", (zone) => {
  it("are asked for on that clock, also where it is set back, and nothing is lost", async () => {
    const lab = await openLab({ events: 1_000 }, { AUDIT_UPSTREAM_ZONE: zone });
    // Across both changes of the clocks.
    for (const change of ["2026-10-25T00:00:00Z", "2026-04-04T12:00:00Z"])
      lab.simulator.addEvents(
        lab.key(),
        Array.from({ length: 300 }, (_, i) => ({ created_at: stamp(Date.parse(change) + i * 60 * SECOND) })),
      );
    const settings = { windowPages: 2, pastEveryMs: 10 * SECOND, tickMs: HOUR };
    const sync = lab.sync(0, { ...settings, now: () => lab.clock.now + DAY });
    await lab.drive(sync, lab.clock.now + HOUR);
    expect(await compare(lab)).toEqual(NOTHING_WRONG);
    expect(await isAllCovered(lab)).toBe(true);
  });
});

it("an id that stands twice in one page, with other bytes, is an event and a discrepancy", async () => {
  const lab = await openLab({ events: 800 });
  const raw = (n: number) =>
    `{"id":"twice","event_type":"USER_STATUS","created_at":"${stamp(NOW - 9 * DAY)}","n":${n}}`;
  lab.simulator.addEvents(
    lab.key(),
    [1, 2].map((n) => ({ id: "twice", created_at: stamp(NOW - 9 * DAY), raw: raw(n) })),
  );
  const sync = lab.sync(0, { windowPages: 3, recentEveryMs: 1000 * DAY, pastEveryMs: 1000 * DAY });
  await lab.drive(sync, lab.clock.now + HOUR);
  expect((await compare(lab)).lost).toBe(1);
  expect((await lab.archive.event(lab.key(), "twice"))?.raw).toMatch(/"n":[12]/);
  expect((await lab.archive.discrepancies(lab.key())).map(({ id }) => id)).toEqual(["twice"]);
  expect(await sync.status()).toMatchObject({ state: "done" });
});

it("two events without an id and with the same text are one, and their window is whole all the same", async () => {
  const lab = await openLab({ events: 800 });
  const raw = `{"event_type":"USER_STATUS","created_at":"${stamp(NOW - 9 * DAY)}"}`;
  lab.simulator.addEvents(
    lab.key(),
    [1, 2].map(() => ({ created_at: stamp(NOW - 9 * DAY), raw })),
  );
  const sync = lab.sync(0, { windowPages: 3 });
  await lab.drive(sync, lab.clock.now + HOUR);
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
  expect(await sync.status()).toMatchObject({ state: "done" });
});

it("more than a page of one second that does not hold still is missing, and is read once it does", async () => {
  const lab = await openLab({ events: 300 });
  lab.simulator.addEvents(
    lab.key(),
    Array.from({ length: 130 }, () => ({ created_at: stamp(NOW - 40 * DAY) })),
  );
  lab.simulator.setFaults([{ match: { path: "list", page: 2 }, fault: { kind: "duplicate" } }]);
  const sync = lab.sync();
  await lab.drive(sync, lab.clock.now + HOUR);
  const status = await sync.status();
  expect([status.state, status.reason]).toEqual([
    "failed",
    "Its pages did not hold still: some events may be missing.",
  ]);
  const missing = (await lab.archive.coverage(lab.key())).filter(({ state }) => state === "missing");
  expect(missing).toMatchObject([{ from: NOW - 40 * DAY, to: NOW - 40 * DAY }]);
  // What was read of it is kept.
  expect(await compare(lab)).toEqual(NOTHING_WRONG);
  lab.simulator.clearFaults();
  await lab.drive(sync, lab.clock.now + HOUR);
  expect(await sync.status()).toMatchObject({ state: "done", reason: null });
});
