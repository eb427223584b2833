import type { AuditEvent } from "./event.ts";
import type { Change } from "./history.ts";
import type { Names } from "./names.ts";
import { hostOf } from "./hidden-text.ts";
import { primaryResource, type ResourceId, resourceKey } from "./resource.ts";

/** A stretch of a sentence. Every kind has `text`: joined, they are the sentence. */
export type Segment =
  | { readonly kind: "text"; readonly text: string }
  /** "Number ", "App ": for screen readers and narrow screens. */
  | { readonly kind: "kind"; readonly text: string }
  /** Monospaced. */
  | { readonly kind: "value"; readonly text: string }
  | {
      readonly kind: "resource";
      readonly text: string;
      readonly resource: ResourceId;
      readonly mono: boolean;
      readonly quiet?: true;
    }
  /** What stands back: "(was …)", "+3". */
  | { readonly kind: "quiet"; readonly text: string; readonly mono?: true };

/** One thing that changed: "voice → tel:1", what it was, and how a title words it where that differs. */
export interface Part {
  readonly head: readonly Segment[];
  /** `null` where nothing is said of before. */
  readonly was: readonly Segment[] | null;
  readonly title?: readonly Segment[];
  /** What stands between "It was" and the value: "linked to app ". */
  readonly lead?: string;
}

export interface Line {
  readonly subject: readonly Segment[];
  readonly parts: readonly Part[];
  /** How many more fields changed. */
  readonly more: number;
}

export const text = (words: string): Segment => ({ kind: "text", text: words });
export const value = (words: string): Segment => ({ kind: "value", text: words });
export const quiet = (words: string): Segment => ({ kind: "quiet", text: words });
/** What stands for a value before that nobody knows. */
export const UNKNOWN: Segment = { kind: "text", text: "unknown" };
export const said = (words: string): Part => ({ head: [text(words)], was: null });

/** `ad6dc56f…2b27`: ids are cut in the middle, where they differ least. */
const shortId = (id: string): string => (id.length > 20 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id);

/** What the writers of sentences are told: an event, its changes where they are known, and names. */
export class Telling {
  readonly event: AuditEvent;
  readonly changes: readonly Change[] | null;
  readonly #names: Names | undefined;

  constructor(event: AuditEvent, changes: readonly Change[] | null, names: Names | undefined) {
    this.event = event;
    this.changes = changes;
    this.#names = names;
  }

  /** An application by its name, or its id cut short. */
  app(id: string): Segment {
    const resource: ResourceId = { kind: "app", value: id };
    const own = primaryResource(this.event);
    const label = own?.kind === "app" && own.value === id ? own.label : undefined;
    const name = label ?? this.#names?.get(resourceKey(resource));
    return { kind: "resource", text: name ?? shortId(id), resource, mono: name === undefined };
  }

  /** What the event is about, with the word for its kind; empty where the sentence does without. */
  subject(): Segment[] {
    const found = primaryResource(this.event);
    const about = found && { kind: found.kind, value: found.value };
    switch (about?.kind) {
      case "app": {
        const renamed = this.changes?.find(({ key, before }) => key === "name" && before !== null)?.before;
        const app = this.app(about.value);
        return [
          { kind: "kind", text: "App " },
          renamed ? { kind: "resource", resource: about, text: renamed, mono: false } : app,
        ];
      }
      case "number":
      case "ip": {
        const word = about.kind === "number" ? "Number " : "Address ";
        return [
          { kind: "kind", text: word },
          { kind: "resource", text: about.value, resource: about, mono: true },
        ];
      }
      case "secret":
        return [
          { kind: "kind", text: "Account " },
          text("Secret "),
          { kind: "resource", text: shortId(about.value), resource: about, mono: true },
        ];
      default:
        return [];
    }
  }

  change(key: string): Change | undefined {
    return this.changes?.find((change) => change.key === key);
  }

  /** What a change says of before: `unknown`, `none` or the value as `show` has it. */
  was(
    change: Change | undefined,
    show: (before: string) => Segment[] = (before) => [value(before)],
    none = "none",
  ): Segment[] | null {
    if (change === undefined) return null;
    if (change.provenance === "unknown") return [UNKNOWN];
    return change.before === null ? [text(none)] : show(change.before);
  }
}

const WEBHOOKS: Record<string, string> = {
  "event_url.url": "event webhook",
  "answer_url.url": "answer webhook",
};

/** `name → Campaign sender 2`; of URLs the host, unless only the rest of it differs. */
export function fieldPart(telling: Telling, change: Change): Part {
  const { key, before, after } = change;
  const [from, to] = [before === null ? null : hostOf(before), after === null ? null : hostOf(after)];
  const byHost = to !== null && (before === null || (from !== null && from !== to));
  const show = (whole: string) => [value(byHost ? (hostOf(whole) ?? whole) : whole)];
  const label = byHost || to !== null ? key.replace(/\.url$/, "") : key;
  const now = after === null ? [text("none")] : show(after);
  const wording = WEBHOOKS[key] ?? label;
  const verb = after === null ? "was removed" : to === null ? "is now " : "now points to ";
  return {
    // A common word reads as one; a code is set as one.
    head: [text(" "), /^[A-Za-z]+$/.test(label) ? text(label) : value(label), text(" → "), ...now],
    was: telling.was(change, show),
    title: [text(`: ${wording} ${verb}`), ...(after === null ? [] : now)],
  };
}
