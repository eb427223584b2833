import type { AuditEvent, Instant } from "../../audit/event.ts";

/**
 * The archive's interface: what the verbs and the sync may ask of it, whichever engine stands behind. Times are whole seconds in
 * milliseconds since 1970, windows include both ends. An event without a usable time lies in every window and sorts last.
 */
export interface Archive extends ArchiveReader, ArchiveWriter, ArchiveProof {
  close(): Promise<void>;
}

/** One question, everything resolved. An empty list filters nothing; the values of one list are alternatives. */
export interface Question {
  /** API keys, at least one: every statement begins with them. */
  readonly accounts: readonly string[];
  readonly from: Instant | null;
  readonly to: Instant;
  readonly eventTypes: readonly string[];
  readonly excludeEventTypes: readonly string[];
  /** E-mails or ids, compared as the facet shows them. */
  readonly user: readonly string[];
  /** Addresses or CIDR blocks. */
  readonly ip: readonly string[];
  readonly country: readonly string[];
  readonly source: readonly string[];
  /** `kind:value`; an event matches when it names the thing, under whatever key. */
  readonly resource: readonly string[];
  /** Values of which an event may carry none, in the same forms. One that carries no value of the kind at all passes. */
  readonly excludeUser: readonly string[];
  readonly excludeIp: readonly string[];
  readonly excludeCountry: readonly string[];
  readonly excludeSource: readonly string[];
  readonly excludeResource: readonly string[];
  /** As the person typed it, unescaped. */
  readonly searchText: string | null;
}

export interface StoredEvent {
  readonly account: string;
  /** 1, 2, 3, … per account, in order of arrival. */
  readonly seq: number;
  readonly id: string;
  /** The exact text that the upstream sent; `null` once pruned. */
  readonly raw: string | null;
  /** When it was written here. */
  readonly arrivedAt: Instant;
}

export interface Slice {
  readonly newestFirst: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface StoredPage {
  /** In order of (`created_at`, `id`), both falling or both rising. */
  readonly events: readonly StoredEvent[];
  /** `null`: a common text, not counted yet; ask `count`. */
  readonly total: number | null;
}

/** What one list answer needs, all of one moment. */
export interface StoredList extends StoredPage {
  /** As `lateSince`. */
  readonly late: number;
  /** As `coverage`, for each account of the question in its order. */
  readonly coverage: readonly (readonly Coverage[])[];
}

export const FACETS = ["event_type", "user", "ip", "country", "source", "resource", "account"] as const;
export type FacetName = (typeof FACETS)[number];

export interface FacetWish {
  readonly name: FacetName;
  readonly size: number;
  /** Only values that contain it, whatever the case. */
  readonly search: string | null;
  readonly order: "count" | "value";
  /** How many of the least frequent values are among the answered besides: a hunt is about those. None unless said. */
  readonly rare?: number;
  /** Values first seen at or after this moment are among the answered, up to a hundred; `null`: those first seen inside the window. */
  readonly newSince: Instant | null;
}

export interface SummaryWish {
  /** Bucket `i` is `[start + i·seconds, start + (i+1)·seconds)`; events before the first or of unknown time are in `outside`. */
  readonly histogram: { readonly start: Instant; readonly seconds: number; readonly buckets: number } | null;
  readonly facets: readonly FacetWish[];
}

export interface Facet {
  /** `first`: the first moment at which any archived event of the accounts carries it, when that is inside the window. */
  readonly values: readonly {
    readonly value: string;
    readonly count: number;
    readonly first: Instant | null;
  }[];
  /** Events that carry no value of it. */
  readonly none: number;
  /** Events of the values that are not listed. */
  readonly others: number;
  /** How many values are not listed, and how many of them are new as `FacetWish.newSince` means it. */
  readonly otherValues: number;
  readonly otherNew: number;
  /** Events of the question without this facet's own filter (the type facet ignores exclusions too). */
  readonly total: number;
}

export interface Summary {
  readonly total: number;
  readonly histogram: {
    readonly buckets: readonly {
      readonly start: Instant;
      readonly total: number;
      readonly byType: Readonly<Record<string, number>>;
    }[];
    /** Events of the answer that stand in no bucket: their time is not known. */
    readonly outside: { readonly total: number; readonly byType: Readonly<Record<string, number>> };
  } | null;
  readonly facets: Readonly<Partial<Record<FacetName, Facet>>>;
}

/** The values of which it is asked when they were first seen. */
export type Seen = Readonly<Record<"user" | "ip" | "country", readonly string[]>>;
/** The moment of each value that has one, in ms. */
export type FirstSeen = Readonly<Record<keyof Seen, Readonly<Record<string, Instant>>>>;

export interface ArchiveReader {
  page(question: Question, slice: Slice): Promise<StoredPage>;
  /** A page with what tells how far it can be trusted. `slice` is `null` when no event is wanted: of them it then has none. */
  list(question: Question, slice: Slice | null, since: Instant): Promise<StoredList>;
  count(question: Question): Promise<number>;
  summary(question: Question, wish: SummaryWish): Promise<Summary>;
  /** When the first archived event of any of the accounts was that carries each value, as its facet spells it. */
  firstSeen(accounts: readonly string[], seen: Seen): Promise<FirstSeen>;
  /**
   * Of hosts, each with the moment of an event that names it: when an event of any of the accounts named it first, in ms; only of
   * those that none did until 24 hours before.
   */
  firstHosts(
    accounts: readonly string[],
    named: Readonly<Record<string, Instant>>,
  ): Promise<Readonly<Record<string, Instant>>>;
  event(account: string, id: string): Promise<StoredEvent | null>;
  /** The whole result in chunks, each read by its own short statement: nothing is held while the caller is slow. */
  stream(
    question: Question,
    newestFirst: boolean,
    signal?: AbortSignal,
  ): AsyncIterable<readonly StoredEvent[]>;
  /** Events of the question that came after their window had already been read whole, and arrived after `since`. */
  lateSince(question: Question, since: Instant): Promise<number>;
  /** Every type that any event of the account carries, with its first and latest moment. */
  types(account: string): Promise<readonly { readonly type: string; readonly count: number }[]>;
}

export type CoverageState = "settled" | "open" | "missing";

/** A span of time and how well it is known. What no row covers has not been asked for yet. Spans of an account never overlap. */
export interface Coverage {
  /** `null`: since ever, known once a reading without a lower end was complete. */
  readonly from: Instant | null;
  readonly to: Instant;
  /** Read completely and older than the settle lag; read completely, may still grow; asked for and not complete. */
  readonly state: CoverageState;
  /** The last reading, or try. */
  readonly readAt: Instant;
  /** Why it is missing, in one sentence; else `null`. */
  readonly reason: string | null;
}

/** One complete reading of a window: its events and the coverage they prove, written in one transaction or not at all. */
export interface Reading {
  readonly account: string;
  readonly from: Instant | null;
  readonly to: Instant;
  readonly settled: boolean;
  readonly readAt: Instant;
  /** Every event of the window, those held already too: other bytes for a known id are kept as a discrepancy. */
  readonly events: readonly AuditEvent[];
}

export interface Written {
  readonly added: number;
  /** Of those, events whose window had been read whole before. */
  readonly late: number;
  readonly discrepancies: number;
}

/** Other bytes for a known id; its text is asked for by itself. */
export interface Discrepancy {
  readonly id: string;
  readonly seenAt: Instant;
  /** `null`: nobody has recorded it as known. */
  readonly known: Known | null;
}

export interface Known {
  readonly by: string;
  readonly at: Instant;
}

export interface SyncState {
  readonly paused: boolean;
  /** Which way the upstream lists, once learnt. */
  readonly order: "newest" | "oldest" | null;
  /** For the sync's own notes: small, opaque JSON. */
  readonly notes: string | null;
}

export interface ArchiveWriter {
  write(reading: Reading): Promise<Written>;
  /** Keeps events of a window that could not be read whole, and marks what is not covered yet as missing. */
  writePart(reading: Reading, reason: string): Promise<Written>;
  /** Marks as missing what is not covered yet. */
  miss(account: string, from: Instant | null, to: Instant, at: Instant, reason: string): Promise<void>;
  coverage(account: string): Promise<readonly Coverage[]>;
  /** Events held, their first and last known moment. */
  holdings(
    account: string,
  ): Promise<{ readonly events: number; readonly first: Instant | null; readonly last: Instant | null }>;
  discrepancies(account: string): Promise<readonly Discrepancy[]>;
  unknownDiscrepancies(account: string): Promise<number>;
  /** Every other text of one id, in the order in which they were seen. */
  otherTexts(
    account: string,
    id: string,
  ): Promise<readonly { readonly seenAt: Instant; readonly raw: string }[]>;
  /** Records those seen in one second as known, or as unknown again; who was first stays. Resolves to how many there are. */
  setKnown(
    account: string,
    which: { readonly id: string; readonly seen: Instant },
    known: Known | null,
  ): Promise<number>;
  syncState(account: string): Promise<SyncState>;
  setSyncState(account: string, change: Partial<SyncState>): Promise<void>;
  /** Removes the texts and columns of events older than `before`; their digests stay in the chain. Resolves to how many. */
  prune(account: string, before: Instant): Promise<number>;
}

export interface Checkpoint {
  readonly account: string;
  readonly records: number;
  /** Hex; the chain's value after the last record. */
  readonly head: string;
  readonly at: string;
}

export interface Verification {
  /** Its end. */
  readonly at: Instant;
  /** `null`: not measured. */
  readonly tookMs: number | null;
  readonly records: number;
  readonly pruned: number;
  readonly state: "unaltered" | "differs";
  readonly first: {
    readonly seq: number;
    readonly id: string | null;
    readonly what: "altered" | "missing" | "inserted" | "swapped" | "removed_tail";
  } | null;
}

export interface ArchiveProof {
  checkpoint(account: string): Promise<Checkpoint>;
  /** Reads every record once, in short statements; the result is kept. `onStep` is told how many records are behind it. */
  verify(account: string, against?: Checkpoint, onStep?: (records: number) => void): Promise<Verification>;
  verified(account: string): Promise<Verification | null>;
}
