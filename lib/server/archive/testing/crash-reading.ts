import type { Reading } from "../archive.ts";
import { ACCOUNT, at, event } from "./events.ts";

const START = at("00:00:00", "2026-01-01");

/** Reading number `i`: a minute of its own, 1 to 60 events, each overlapping second read twice. */
export function crashReading(i: number): Reading {
  const from = START + i * 60_000;
  const count = 1 + ((i * 37) % 60);
  return {
    account: ACCOUNT,
    from,
    to: from + 60_000,
    settled: i % 3 !== 0,
    readAt: from + 3_600_000,
    events: Array.from({ length: count }, (_, k) => event(`r${i}-${k}`, from + k * 1000)),
  };
}
