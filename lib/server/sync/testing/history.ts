import type { FaultRule, PartialEvent } from "../../../../simulator/index.ts";
import type { AccountSync } from "../account-sync.ts";
import type { SyncSettings } from "../settings.ts";
import { DAY, HOUR, SECOND } from "../span.ts";
import { type Lab, openLab } from "./lab.ts";
import { Random } from "./random.ts";

const MINUTE = 60_000;
const stamp = (at: number) => new Date(at).toISOString().slice(0, 19);

/** What goes wrong on one page: it moves, repeats, grows behind, breaks off, or is another text. */
function fault(random: Random): FaultRule {
  const nth = 1 + random.int(12);
  const match = { path: "list" as const, nth, times: 1 + random.int(2) };
  switch (random.int(6)) {
    case 0:
      return { match, fault: { kind: "duplicate" } };
    case 1:
      return { match, fault: { kind: "shift", n: 1 + random.int(3) } };
    case 2:
      return { match, fault: { kind: "late", n: 1 + random.int(3), secondsAgo: random.int(40 * 3600) } };
    case 3:
      return { match: { ...match, times: 1 }, fault: { kind: "cut", at: random.int(2000) } };
    case 4:
      return { match: { ...match, times: 1 }, fault: { kind: "body", text: "<html>gateway</html>" } };
    default:
      return { match: { ...match, times: 1 }, fault: { kind: "status", status: 503 } };
  }
}

/** Where an arriving event says that it happened: mostly now, or late, or ahead, and sometimes many in one second. */
function arrivals(random: Random, now: number): PartialEvent[] {
  const at = random.chance(0.5)
    ? now - random.int(20) * SECOND
    : random.chance(0.8)
      ? now - random.int(47 * 3600) * SECOND
      : now + random.int(24 * 3600) * SECOND;
  const events = random.chance(0.1) ? 120 : 1 + random.int(4);
  return Array.from({ length: events }, () => ({ created_at: stamp(at) }));
}

/**
 * Some hours of an account's life, seeded, with a sync that is restarted and a clock that is wrong for a while; then the clock is put right,
 * and an hour passes in which nothing happens. What was lost is then lost.
 */
export async function playHistory(seed: number): Promise<Lab> {
  const random = new Random(seed);
  const lab = await openLab({
    events: 100 + random.int(400),
    order: random.pick(["newest", "oldest"]),
    seed,
  });
  let skew = random.pick([0, 0, 0, DAY, -DAY]);
  const settings: Partial<SyncSettings> = {
    now: () => lab.clock.now + skew,
    tickMs: 5 * MINUTE,
    windowPages: 1 + random.int(4),
    parallel: 1 + random.int(3),
    missingAgainMs: 10 * MINUTE,
  };
  let sync: AccountSync = lab.sync(0, settings);
  const play = () => lab.simulator.setFaults(Array.from({ length: random.int(4) }, () => fault(random)));
  play();
  for (let turn = 4 + random.int(8); turn > 0; turn--) {
    await lab.drive(sync, lab.clock.now + random.int(40) * MINUTE);
    for (let i = random.int(4); i > 0; i--)
      lab.simulator.addEvents(lab.key(), arrivals(random, lab.clock.now));
    if (random.chance(0.4)) play();
    if (random.chance(0.3)) sync = lab.sync(0, settings);
  }
  lab.simulator.clearFaults();
  skew = 0;
  await lab.drive(sync, lab.clock.now + HOUR);
  return lab;
}
