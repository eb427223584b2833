import "server-only";
import { processWide } from "../process-wide.ts";

const KEEP_MS = 120_000;
const MOST = 1000;
const totals = processWide<{ total: number; until: number }>("upstream-totals");

/**
 * A result's total, kept for two minutes: an upstream that lists oldest first is paged from its end, and asking for the total
 * before every page would double the calls. Never trusted alone: every page is checked against the total that comes with it.
 */
export function rememberedTotal(apiKey: string, request: string, now = Date.now()): number | undefined {
  const kept = totals.get(`${apiKey} ${request}`);
  return kept && kept.until > now ? kept.total : undefined;
}

export function rememberTotal(apiKey: string, request: string, total: number, now = Date.now()): void {
  const key = `${apiKey} ${request}`;
  totals.delete(key);
  totals.set(key, { total, until: now + KEEP_MS });
  if (totals.size > MOST) totals.delete(totals.keys().next().value as string);
}
