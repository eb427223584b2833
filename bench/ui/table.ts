import { quantile } from "../quantile.mjs";
import type { Shift } from "./probe.ts";

const lines: string[] = [];

/** What, how often, and up to four cells more. */
export const row = (what: string, times: number | null, p50: string, p95 = "", extreme = "", aim = "") =>
  void lines.push(`| ${[what, times ?? "", p50, p95, extreme, aim].join(" | ")} |`);

/** Times in ms: median, 95 of 100, least. */
export function times(what: string, ms: readonly number[], aim = ""): void {
  const [p50 = "", p95 = ""] = [0.5, 0.95].map((share) => `${quantile(ms, share).toFixed(0)} ms`);
  row(what, ms.length, p50, p95, `${Math.min(...ms).toFixed(0)} ms`, aim);
}

/** How many times as long, pair by pair: median and quartiles. */
export function ratio(what: string, ms: readonly number[], others: readonly number[], aim: string): void {
  const ratios = ms.map((one, i) => one / (others[i] ?? NaN));
  const [low = "", mid = "", high = ""] = [0.25, 0.5, 0.75].map((share) =>
    quantile(ratios, share).toFixed(2),
  );
  row(what, ratios.length, `${mid} (${low}–${high})`, "", "", aim);
}

/** CLS as browsers report it: the worst five seconds without a second's pause; what comes within half a second of a press is left out. */
export function cls(shifts: readonly Shift[], all: boolean): number {
  let worst = 0;
  let sum = 0;
  let begun = -Infinity;
  let last = -Infinity;
  for (const { at, value, expected } of shifts) {
    if (expected && !all) continue;
    if (at - last > 1000 || at - begun > 5000) [sum, begun] = [0, at];
    sum += value;
    last = at;
    worst = Math.max(worst, sum);
  }
  return worst;
}

export function shift(where: string, pages: readonly (readonly Shift[])[]): void {
  const most = (all: boolean) => Math.max(0, ...pages.map((shifts) => cls(shifts, all))).toFixed(4);
  row(
    `CLS, ${where}: worst`,
    pages.length,
    most(false),
    "",
    `${most(true)} with what a press moves`,
    "≤ 0.02",
  );
}

export const print = (head: string) =>
  console.log(
    `\n${head}\n\n| What | times | p50 | p95 | least | aim |\n| --- | --- | --- | --- | --- | --- |\n${lines.join("\n")}`,
  );
