import "server-only";
import type { Instant } from "../../audit/event.ts";
import type { ResolvedWindow } from "../../audit/query.ts";
import type { Coverage } from "../archive/archive.ts";
import type { HeldArchive } from "../archive/held.ts";

/** A span that is not covered, ends inclusive; `from` is `null` where nothing is known of the beginning. */
export interface Gap {
  readonly from: Instant | null;
  readonly to: Instant;
}

/** How far the archive can answer for a window. */
export interface Reach {
  /** Whether all that is covered has also settled. */
  readonly settled: boolean;
  /** In order of time. */
  readonly gaps: readonly Gap[];
  /** The only gap is what has come since the last reading, too young to have settled. */
  readonly young: boolean;
  /** Something of the window is covered. */
  readonly some: boolean;
}

export interface Look {
  /** Whether to give up to two seconds to fill what is missing. */
  readonly wait: boolean;
  /** The coverage of each account, for who has just read it. */
  readonly known?: readonly (readonly Coverage[])[];
}

const SECOND = 1000;
/** The newest part is read again when the last reading is older. */
export const FRESH_MS = 2000;
export const FRESHEN_WAIT_MS = 1500;
/** How long a question that the upstream cannot answer waits for its window to be filled. */
const FILL_WAIT_MS = 2000;

/** What of a window no span covers. `spans` do not overlap and are in order of time. */
export function gapsOf(spans: readonly Coverage[], from: Instant | null, to: Instant): Gap[] {
  const gaps: Gap[] = [];
  // The first second that nothing covers so far; `null`: since ever.
  let open: Instant | null = from;
  for (const span of spans) {
    if (span.state === "missing" || span.to < (open ?? -Infinity)) continue;
    if (span.from !== null && span.from > to) break;
    if (span.from !== null && (open === null || span.from > open))
      gaps.push({ from: open, to: span.from - SECOND });
    open = span.to + SECOND;
  }
  if (open === null || open <= to) gaps.push({ from: open, to });
  return gaps;
}

/** The reach of several accounts is that of the least known. `settleMs`: younger moments may still get events. */
export function reachOf(
  spans: readonly Coverage[],
  { from, to }: Pick<ResolvedWindow, "from" | "to">,
  settleMs: number,
  now = Date.now(),
): Reach {
  const gaps = gapsOf(spans, from, to);
  const inside = spans.filter((span) => span.to >= (from ?? -Infinity) && (span.from ?? -Infinity) <= to);
  const [only] = gaps;
  return {
    gaps,
    settled: inside.every((span) => span.state !== "open"),
    young:
      gaps.length === 1 &&
      only !== undefined &&
      only.from !== null &&
      only.to === to &&
      only.from > now - settleMs,
    some: inside.some((span) => span.state !== "missing"),
  };
}

const merged = (reaches: readonly Reach[]): Reach => ({
  gaps: reaches.flatMap(({ gaps }) => gaps).sort((a, b) => (a.from ?? 0) - (b.from ?? 0)),
  settled: reaches.every(({ settled }) => settled),
  young: reaches.every(({ gaps, young }) => gaps.length === 0 || young),
  some: reaches.some(({ some }) => some),
});

/**
 * What the archive covers of a window now, after the newest part was read again where that is due. What is missing moves to the
 * front of the queue. `again`: more may be held now than what came with the coverage that was known.
 */
export async function reach(
  { archive, filler, settleMs }: HeldArchive,
  accounts: readonly string[],
  window: ResolvedWindow,
  { wait, known }: Look,
): Promise<Reach & { readonly again: boolean }> {
  let again = known === undefined;
  const all = await Promise.all(
    accounts.map(async (account, at) => {
      const before = known?.[at];
      const look = async () => {
        again = true;
        return reachOf(await archive.coverage(account), window, settleMs);
      };
      let found = before === undefined ? await look() : reachOf(before, window, settleMs);
      const newest = found.gaps.at(-1);
      if (
        filler !== null &&
        newest?.to === window.to &&
        newest.from !== null &&
        window.to >= Date.now() - 60_000
      ) {
        if (window.to - newest.from >= FRESH_MS) {
          await filler.freshen(account, FRESH_MS, FRESHEN_WAIT_MS);
          found = await look();
        } else void filler.freshen(account, FRESH_MS, 0);
      }
      if (filler === null || found.gaps.length === 0 || found.young) return found;
      for (const gap of found.gaps) filler.want(account, gap.from, gap.to);
      if (!wait) return found;
      const [first] = found.gaps;
      const last = found.gaps.at(-1);
      if (first && last) await filler.waitFor(account, first.from, last.to, FILL_WAIT_MS);
      return look();
    }),
  );
  return { ...merged(all), again };
}
