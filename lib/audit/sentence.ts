import { leavesOf } from "./change.ts";
import { type Context, lineOfKind } from "./context/index.ts";
import type { AuditEvent } from "./event.ts";
import { hostOf } from "./hidden-text.ts";
import { familyOf, humanType, typeDescription } from "./event-types.ts";
import { type Change, deriveChanges } from "./history.ts";
import { meaningOf } from "./meaning.ts";
import type { Names } from "./names.ts";
import { primaryResource } from "./resource.ts";
import { statementsOf } from "./state.ts";
import {
  fieldPart,
  type Line,
  type Part,
  quiet,
  said,
  type Segment,
  Telling,
  text,
  UNKNOWN,
  value,
} from "./sentence-parts.ts";

export { learnNames, type Names } from "./names.ts";
export type { Segment } from "./sentence-parts.ts";

export interface SentenceOptions {
  /** The event's changes, where its history is known; without them only what the event itself carries is said. */
  readonly changes?: readonly Change[];
  readonly names?: Names;
}

/** What happened, in one line. The new value always stands before the old one, and is never left out for it. */
export function sentenceOf(event: AuditEvent, options: SentenceOptions = {}): Segment[] {
  const { subject, parts, more } = lineOf(event, options);
  const segments: Segment[] = [...subject];
  parts.forEach(({ head, was }, i) => {
    if (i > 0) segments.push(text(","));
    segments.push(...head);
    if (was !== null) segments.push(quiet(" (was "), ...was.map(hush), quiet(")"));
  });
  if (more > 0) segments.push(quiet(` +${more}`));
  if (options.changes === undefined) segments.push(...webhooksOf(event));
  return segments.map(clip);
}

/**
 * Where an updated application's webhooks point: without its history nobody knows whether they moved, but a strange host must
 * meet the eye in the list all the same.
 */
function webhooksOf(event: AuditEvent): Segment[] {
  if (event.type !== "APP_UPDATE") return [];
  const hosts = statementsOf(event)
    .filter(({ key, value }) => /^(?:event|answer)_url\.url$/.test(key) && value !== null)
    .map(({ value }) => hostOf(value ?? "") ?? value ?? "");
  return hosts.length === 0 ? [] : [quiet(" · webhooks at "), value([...new Set(hosts)].join(", "))];
}

export interface Headline {
  readonly title: readonly Segment[];
  /** What it was before; empty where nothing is said of that. */
  readonly sub: readonly Segment[];
}

/** The same as a title and a line below: "Support IVR: event webhook now points to host" · "It was other.host." */
export function headlineOf(event: AuditEvent, options: SentenceOptions = {}): Headline {
  const { subject, parts } = lineOf(event, options);
  const named = subject.filter((segment) => segment.kind !== "kind");
  const first = parts[0];
  const heads =
    first?.title && named.length > 0
      ? [...first.title]
      : parts.flatMap(({ head }, i) => (i > 0 ? [text(","), ...head] : [...head]));
  const sub = first?.was ? beforeLine(first.was, first.lead) : [];
  return { title: [...named, ...heads].map(clip), sub: sub.map(clip) };
}

function beforeLine(was: readonly Segment[], lead = ""): Segment[] {
  const [only] = was;
  if (only === UNKNOWN) return [text("What it was before is not known.")];
  if (only?.kind === "text" && only.text === "none") return [text("There was none before.")];
  return [text(`It was ${lead}`), ...was, text(".")];
}

export const plainSentence = (segments: readonly Segment[]): string =>
  segments.map((segment) => segment.text).join("");

const MOST = 500;

/** A value of a megabyte is no part of a line; the whole stands in the fields and in the raw event. */
const clip = (segment: Segment): Segment =>
  segment.text.length > MOST ? { ...segment, text: `${segment.text.slice(0, MOST)}…` } : segment;

function hush(segment: Segment): Segment {
  if (segment.kind === "resource") return { ...segment, quiet: true };
  return segment.kind === "value" ? { kind: "quiet", text: segment.text, mono: true } : quiet(segment.text);
}

/** What is not worth a place beside a real change when nobody knows whether it changed. */
const worth = (change: Change) =>
  change.provenance !== "unknown" || (change.key !== "account" && change.key !== "country");

/** Those changes whose both values the event itself carries; `null` when there are none, as then nothing is known of change. */
function statedChanges(event: AuditEvent): readonly Change[] | null {
  if (!statementsOf(event).some(({ before }) => before !== undefined)) return null;
  const { changes } = deriveChanges(event, [], { lookedBackTo: null, exhausted: false });
  return changes.filter(({ provenance }) => provenance === "stated");
}

function lineOf(event: AuditEvent, { changes, names }: SentenceOptions): Line {
  const known = changes ?? statedChanges(event);
  const telling = new Telling(event, known === null ? null : known.filter(worth), names);
  return lineOfKind(telling) ?? lineOfType(telling);
}

const plainLine = (...parts: Part[]): Line => ({ subject: [], parts, more: 0 });

function lineOfType(telling: Telling): Line {
  const { event, changes } = telling;
  const { about, verb, says, implies } = meaningOf(event.type);
  if (says !== undefined) return plainLine(said(says));
  if (familyOf(event.type) === "reload") return reloadLine(telling, verb);
  const subject = telling.subject();
  if (subject.length > 0) {
    const ending = verb ?? humanType(event.type).toLowerCase();
    if (implies !== undefined || verb === undefined || changes === null)
      return { subject, parts: [said(` ${ending}`)], more: 0 };
    return (
      changesLine(telling, subject, 1) ?? { subject, parts: [said(` ${ending}, no field differs`)], more: 0 }
    );
  }
  const words =
    (event.description ?? typeDescription(event.type) ?? humanType(event.type)).replace(/\.$/, "") ||
    "No type";
  if (about === null) return plainLine({ head: [text(words), quiet(countOf(event.context))], was: null });
  const whom = primaryResource(event);
  if (whom?.kind === "user" && whom.value !== event.userEmail && whom.value !== event.userId) {
    const user: Segment = { kind: "resource", text: whom.value, resource: whom, mono: false };
    return plainLine({ head: [text(`${words}: `), user], was: null });
  }
  return (
    (about === "account" ? changesLine(telling, [text(`${words}:`)], 1) : null) ?? plainLine(said(words))
  );
}

function changesLine(telling: Telling, subject: Segment[], most: number): Line | null {
  const changes = telling.changes ?? [];
  const parts = changes.slice(0, most).map((change) => fieldPart(telling, change));
  return parts.length === 0 ? null : { subject, parts, more: changes.length - parts.length };
}

/** Settings of the account stand for themselves: all that are carried, changed or not, since no title names the thing. */
function reloadLine(telling: Telling, verb: string | undefined): Line {
  const { event } = telling;
  const subject =
    verb === undefined || verb === "updated" ? [text("Auto-reload")] : [text(`Auto-reload ${verb}`)];
  const changed = telling.changes?.filter(({ key }) => key !== "enabled");
  if (changed !== undefined) {
    const parts = changed.slice(0, 2).map((change) => fieldPart(telling, change));
    const none = verb === "updated" ? [said(" settings updated, no field differs")] : [];
    return { subject, parts: parts.length > 0 ? parts : none, more: changed.length - parts.length };
  }
  const all = statementsOf(event).filter(({ key, implied }) => !implied && key !== "account");
  const amounts = all.filter(({ key }) => key !== "enabled");
  const carried = amounts.length > 0 ? amounts : all;
  const parts = carried.slice(0, 2).map(({ resource, field, key, value }) => ({
    ...fieldPart(telling, { resource, field, key, before: null, after: value, provenance: "unknown" }),
    was: null,
  }));
  const none = verb === "updated" ? [said(" settings updated")] : [];
  return { subject, parts: parts.length > 0 ? parts : none, more: carried.length - parts.length };
}

function countOf(context: Context): string {
  if (context.kind === "opaque") return " context too large to take apart";
  const count = context.node === null ? 0 : leavesOf(context.node).length;
  return count === 0 ? "" : ` ${count} context ${count === 1 ? "field" : "fields"}`;
}
