import "server-only";
import type { AuditEvent } from "../../audit/event.ts";
import { processWide } from "../process-wide.ts";

export type UpstreamOrder = "newest" | "oldest";

const known = processWide<UpstreamOrder>("upstream-order");

/** What an account's pages have shown of the upstream's order; newest first until they show the opposite. */
export const upstreamOrder = (apiKey: string): UpstreamOrder | undefined => known.get(apiKey);

/** Learns from one page as it came. A page of one second teaches nothing, nor does one that goes both ways. */
export function learnOrder(apiKey: string, events: readonly AuditEvent[]): UpstreamOrder | undefined {
  let rising = 0;
  let falling = 0;
  let before: number | null = null;
  for (const { at } of events) {
    if (at === null) continue;
    if (before !== null && at > before) rising++;
    if (before !== null && at < before) falling++;
    before = at;
  }
  if (rising !== falling && Math.min(rising, falling) * 4 <= Math.max(rising, falling)) {
    known.set(apiKey, rising > falling ? "oldest" : "newest");
  }
  return known.get(apiKey);
}

/**
 * (`created_at`, `id`), both falling or both rising; events whose time is unknown stand last. A list that is in order is given back
 * itself, so that what is known of it (`writeListPage`) stays known.
 */
export function sortEvents(events: readonly AuditEvent[], newestFirst: boolean): readonly AuditEvent[] {
  const sign = newestFirst ? -1 : 1;
  const compare = (a: AuditEvent, b: AuditEvent): number => {
    if (a.at === null || b.at === null) {
      if (a.at !== b.at) return a.at === null ? 1 : -1;
    } else if (a.at !== b.at) return sign * (a.at - b.at);
    return sign * (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  };
  const sorted = events.every((event, i) => i === 0 || compare(events[i - 1] as AuditEvent, event) <= 0);
  return sorted ? events : [...events].sort(compare);
}

/** What an earlier run has learnt; what pages show since then counts more. */
export function recallOrder(apiKey: string, order: UpstreamOrder): void {
  if (!known.has(apiKey)) known.set(apiKey, order);
}
