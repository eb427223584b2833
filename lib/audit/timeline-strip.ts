import type { Instant } from "./event.ts";
import { hostOf } from "./hidden-text.ts";
import type { ResourceKind } from "./resource-kind.ts";
import type { Saying } from "./resource-state.ts";

/** A stretch of time in which a thing stood one way. Ends are moments of the strip, `to` exclusive. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  /** In a few words; empty where no event tells anything of it. */
  readonly words: string;
  /** `none`: before the first event. `unsure`: unless it changed in a gap. */
  readonly kind: "none" | "sure" | "unsure";
}

export interface StripSpan {
  readonly start: Instant;
  readonly end: Instant;
}

interface Gap {
  readonly from: Instant;
  readonly to: Instant;
}

const SECOND = 1000;
/** How much of the strip is kept free before the first event where coverage begins earlier. */
const LEAD = 0.22;
/** A thing that was first named a moment ago still gets a strip of an hour. */
const LEAST = 3_600_000;

/** From where coverage begins, or somewhat before the first event where that is later, to the moment the answer speaks of. */
export function spanOf(first: Instant | null, since: Instant | null, asOf: Instant): StripSpan {
  const from = first ?? since ?? asOf;
  const lead = Math.max(LEAST, ((asOf - from) * LEAD) / (1 - LEAD));
  const start = Math.max(since ?? -Infinity, from - lead);
  return { start: Math.min(Math.floor(start / SECOND) * SECOND, asOf - LEAST), end: asOf };
}

/** How a thing of a kind stands, in a few words and with the fields that tell it; `null` where none of them is known. */
type Gist = (
  field: (name: string) => string | null | undefined,
  nameOf: NameOf,
) => readonly [words: string, ...by: string[]] | null;
type NameOf = (appId: string) => string;

/** The first of the fields that has a value with a word. */
const wordOf =
  (name: string, words: Record<string, string>): Gist =>
  (field) => {
    const word = words[field(name) ?? ""];
    return word === undefined ? null : [word, name];
  };

const GISTS: Record<ResourceKind, Gist> = {
  number: (field, nameOf) => {
    if (field("assigned") === "false") return ["released", "assigned"];
    const [type, target] = [field("voice-type") ?? null, field("voice-value") ?? null];
    const voice = ["voice-type", "voice-value"];
    if (type === "app" && target !== null) return [`app: ${nameOf(target)}`, ...voice];
    if (target !== null) {
      const scheme = type === "tel" || type === "sip" ? `${type}:` : "";
      return [target.toLowerCase().startsWith(scheme) ? target : scheme + target, ...voice];
    }
    if (type !== null) return [type, "voice-type"];
    const app = field("application");
    if (app !== undefined) return [app === null ? "linked to no app" : `app: ${nameOf(app)}`, "application"];
    return wordOf("assigned", { true: "assigned" })(field, nameOf);
  },
  app: (field, nameOf) => {
    if (field("exists") === "false") return ["deleted", "exists"];
    if (field("enabled") === "false") return ["disabled", "enabled"];
    for (const name of ["event_url.url", "answer_url.url", "name"]) {
      const text = field(name);
      if (text != null) return [hostOf(text) ?? text, name];
    }
    return wordOf("exists", { true: "exists" })(field, nameOf);
  },
  secret: wordOf("exists", { true: "valid", false: "revoked" }),
  ip: wordOf("allow-listed", { true: "allow-listed", false: "off the allow-list" }),
  user: (field, nameOf) => {
    const status = field("status");
    return status != null ? [status, "status"] : wordOf("exists", { true: "exists" })(field, nameOf);
  },
  account: wordOf("enabled", { true: "auto-reload on", false: "auto-reload off" }),
};

interface StretchesOf extends StripSpan {
  readonly kind: ResourceKind;
  readonly sayings: readonly Saying[];
  readonly gaps: readonly Gap[];
  /** The first event that names it; `null`: none. */
  readonly first: Instant | null;
  readonly nameOf: NameOf;
}

/** How the thing stood over time: neighbours differ, and together they are the strip. */
export function stretchesOf({ kind, sayings, gaps, first, nameOf, start, end }: StretchesOf): Stretch[] {
  const gist = GISTS[kind];
  const told = sayings.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const now = new Map<string, Saying>();
  let next = 0;
  const bounds = [
    start,
    first ?? end,
    ...told.map(({ at }) => at),
    ...gaps.map(({ to }) => to + SECOND),
    end,
  ];
  const moments = [...new Set(bounds)].filter((at) => at >= start && at <= end).toSorted((a, b) => a - b);
  const stretches: Stretch[] = [];
  moments.forEach((from, i) => {
    for (let one = told[next]; one !== undefined && one.at <= from; one = told[++next])
      now.set(one.field, one);
    const to = moments[i + 1];
    if (to === undefined) return;
    const [words = "", ...by] = gist((name) => now.get(name)?.value, nameOf) ?? [];
    const crossed = by.some((name) => {
      const at = now.get(name)?.at ?? from;
      return gaps.some((gap) => gap.to > at && gap.from < from);
    });
    const isNone = first === null || from < first;
    push(stretches, {
      from,
      to,
      words: isNone ? "no event yet" : words,
      kind: isNone ? "none" : crossed ? "unsure" : "sure",
    });
  });
  return stretches;
}

function push(stretches: Stretch[], stretch: Stretch): void {
  const last = stretches.at(-1);
  if (last?.words === stretch.words && last.kind === stretch.kind)
    stretches[stretches.length - 1] = { ...last, to: stretch.to };
  else stretches.push(stretch);
}

/** The moments between which the reader steps, rising: each change, or each event where no event changes anything. */
export const stepsOf = (
  changes: readonly { readonly at: string }[],
  events: readonly { readonly at: string | null }[],
): Instant[] => {
  const times = (changes.length > 0 ? changes : events).flatMap(({ at }) =>
    at === null ? [] : [Date.parse(at)],
  );
  return [...new Set(times)].toSorted((a, b) => a - b);
};

const DAY = 86_400_000;
const STEPS: readonly (readonly [ms: number, form: "month" | "day" | "time"])[] = [
  [60_000, "time"],
  [300_000, "time"],
  [900_000, "time"],
  [3_600_000, "time"],
  [3 * 3_600_000, "time"],
  [6 * 3_600_000, "time"],
  [12 * 3_600_000, "time"],
  [DAY, "day"],
  [2 * DAY, "day"],
  [7 * DAY, "day"],
];
/** More marks than this do not fit. */
const MOST_MARKS = 14;

/** Where the axis is marked, and how a mark is worded. `offset` is what the zone's clocks are ahead of UTC, in ms. */
export function marksOf(
  { start, end }: StripSpan,
  offset: number,
): { readonly at: readonly Instant[]; readonly form: "year" | "month" | "day" | "time" } {
  const step = STEPS.find(([ms]) => (end - start) / ms <= MOST_MARKS);
  if (step !== undefined) {
    const [ms, form] = step;
    const first = Math.ceil((start + offset) / ms) * ms - offset;
    return { at: range(first, end, (at) => at + ms), form };
  }
  const months = (end - start) / (30 * DAY);
  const every = [1, 2, 3, 6].find((count) => months / count <= MOST_MARKS) ?? 12;
  const local = new Date(start + offset);
  const monthAt = (index: number) => Date.UTC(local.getUTCFullYear(), index * every, 1) - offset;
  let index = Math.floor(local.getUTCMonth() / every) + 1;
  const at: Instant[] = [];
  for (let mark = monthAt(index); mark <= end; mark = monthAt(++index)) at.push(mark);
  return {
    at: every === 12 ? at.filter((_, i) => i % Math.ceil(at.length / MOST_MARKS) === 0) : at,
    form: every === 12 ? "year" : "month",
  };
}

function range(first: Instant, end: Instant, next: (at: Instant) => Instant): Instant[] {
  const all: Instant[] = [];
  for (let at = first; at <= end; at = next(at)) all.push(at);
  return all;
}
