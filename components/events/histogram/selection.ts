import type { Instant } from "@/lib/audit/event";
import type { ResolvedWindow, TimeChoice } from "@/lib/audit/query";
import { type Bar, type FamilyCounts, type Shape } from "./shape";

/** Neighbouring bars: where the choosing began, and where it stands; either may be the earlier. */
export interface Selection {
  readonly anchor: number;
  readonly head: number;
}

export interface Span {
  /** Both inclusive, in whole seconds, inside the window. */
  readonly from: Instant;
  readonly to: Instant;
  readonly total: number;
  readonly families: FamilyCounts;
}

export const endsOf = ({ anchor, head }: Selection): readonly [number, number] => [
  Math.min(anchor, head),
  Math.max(anchor, head),
];

/** What bars cover together: the window cuts the first and the last. */
export function spanOf(
  { bars }: Pick<Shape, "bars">,
  selection: Selection,
  window: Pick<ResolvedWindow, "from" | "to" | "askedTo">,
): Span | null {
  const [low, high] = endsOf(selection);
  const chosen = bars.slice(low, high + 1);
  const [first] = chosen;
  const last = chosen.at(-1);
  if (first === undefined || last === undefined) return null;
  const families: Record<string, number> = {};
  for (const bar of chosen)
    for (const [family, count] of Object.entries(bar.families))
      families[family] = (families[family] ?? 0) + count;
  const from = Math.max(first.start, window.from ?? first.start);
  const to = Math.min(last.end - 1000, window.askedTo ?? window.to);
  const total = chosen.reduce((sum, bar) => sum + bar.total, 0);
  return { from, to: Math.max(from, to), total, families };
}

export const zoomTo = ({ from, to }: Pick<Span, "from" | "to">): TimeChoice => ({
  kind: "absolute",
  from,
  to,
});

/** The bar at a place of the plot, `share` of its width from the left. */
export const barAt = (bars: readonly Bar[], share: number): number =>
  Math.max(0, Math.min(bars.length - 1, Math.floor(share * bars.length)));

/** Where an arrow key leads: the anchor stays where the selection is extended. */
export function moved(
  selection: Selection | null,
  key: string,
  extend: boolean,
  count: number,
): Selection | null {
  const at = selection?.head ?? null;
  const last = count - 1;
  const to: Record<string, number> = {
    ArrowLeft: at === null ? last : at - 1,
    ArrowRight: at === null ? 0 : at + 1,
    PageUp: (at ?? last) - 10,
    PageDown: (at ?? 0) + 10,
    Home: 0,
    End: last,
  };
  const next = to[key];
  if (next === undefined || count === 0) return null;
  const head = Math.max(0, Math.min(last, next));
  return { anchor: extend ? (selection?.anchor ?? head) : head, head };
}
