import type { FacetValue } from "@/lib/audit/summary";

export interface Arranged {
  /** The most frequent, and what else is chosen or left out. */
  readonly top: readonly FacetValue[];
  /** New and rare ones, the newest first. */
  readonly rare: readonly FacetValue[];
  /** Listed values that stand in neither. */
  readonly more: number;
}

/** As many as stand there at once. A list that is hardly longer is shown whole. */
const FEW = 5;
const WHOLE = 8;
/** An event or two in the whole window: a hunt begins with those. Some are enough, new ones are all shown up to a limit. */
const RARE_COUNT = 2;
const MOST_RARE = 5;
const MOST_NEW = 12;

/** Which values of a facet stand there before anyone asks for more. */
export function arrange(
  values: readonly FacetValue[],
  held: ReadonlySet<string>,
  { all = false }: { all?: boolean } = {},
): Arranged {
  if (all || values.length <= WHOLE) return { top: values, rare: [], more: 0 };
  const rest = values.slice(FEW);
  const fresh = rest
    .filter(({ first }) => first !== undefined)
    .toSorted((a, b) => ((a.first ?? "") < (b.first ?? "") ? 1 : -1));
  const seldom = rest
    .filter(({ first, count }) => first === undefined && count > 0 && count <= RARE_COUNT)
    .toSorted((a, b) => a.count - b.count);
  // A value that is chosen where it stands stays there.
  const some = (from: readonly FacetValue[], most: number) =>
    from.filter(({ value }, i) => i < most || held.has(value));
  const rare = [...some(fresh, MOST_NEW), ...some(seldom, Math.max(0, MOST_RARE - fresh.length))];
  const pinned = rest.filter((one) => held.has(one.value) && !rare.includes(one));
  return {
    top: [...values.slice(0, FEW), ...pinned],
    rare,
    more: rest.length - rare.length - pinned.length,
  };
}

/** The values in the order of an earlier list; what was not in it comes last, as it stood. */
export function inOrder(values: readonly FacetValue[], order: readonly string[]): readonly FacetValue[] {
  const places = new Map(order.map((value, i) => [value, i]));
  const place = ({ value }: FacetValue) => places.get(value) ?? Infinity;
  return values.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** With what is chosen though the answer does not list it: a block of addresses, or a value not spelled as events do. */
export function withHeld(
  values: readonly FacetValue[],
  held: Iterable<string>,
): readonly (FacetValue & { unlisted?: true })[] {
  const listed = new Set(values.map(({ value }) => value));
  const missing = [...held].filter((value) => !listed.has(value));
  return [...values, ...missing.map((value) => ({ value, count: 0, unlisted: true as const }))];
}
