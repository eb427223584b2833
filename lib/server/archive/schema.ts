import type { Generated } from "kysely";

/**
 * The archive's tables, for both engines. Every key, unique index and index begins with `account_id`, so that accounts can be
 * spread over machines. Times named `_s` are whole seconds since 1970 (as events carry them), others milliseconds.
 */
export interface ArchiveSchema {
  accounts: AccountsTable;
  events: EventsTable;
  terms: TermsTable;
  segments: SegmentsTable;
  windows: WindowsTable;
  coverage: CoverageTable;
  discrepancies: DiscrepanciesTable;
  prunes: PrunesTable;
  sync_state: SyncStateTable;
  verifications: VerificationsTable;
  event_texts: EventTextsTable;
}

export interface AccountsTable {
  account_id: string;
  /** 1, 2, 3, …: `number × 2^40 + seq` is an event's row in the text index, so that an account is a range of rows. */
  number: number;
  /** Grows with every write that changes events: what a reader has unpacked is good as long as it stands. */
  version: number;
  /** The seq and the chain of the last record. */
  last_seq: number;
  head: Uint8Array;
  /** Events held, less the pruned ones. */
  events: number;
  /** The text index has the texts from this seq on; above 1 while it is made anew, from the newest backwards. */
  texts_from: number;
}

export interface EventsTable {
  account_id: string;
  /** 1, 2, 3, … in order of arrival, without gaps. */
  seq: number;
  id: string;
  /** `null`: time unknown. */
  at_s: number | null;
  /** The exact text that the upstream sent; `null` once pruned. */
  raw: string | null;
  /** 1 when `raw` is its own compact form, and the engine folds its letters as JavaScript does: text search compares with `raw`. */
  compact: number;
  /** SHA-256 of `raw` in UTF-8. */
  digest: Uint8Array;
  /** `link` of chain.ts over the record before and this one. */
  chain: Uint8Array;
  arrived_at: number;
  /** 1 when its window had been read whole before it came. */
  late: number;
  /** Codes of `terms`; `null`: the event carries none. */
  type: number | null;
  user: number | null;
  ip: number | null;
  country: number | null;
  source: number | null;
}

export type Dimension = "type" | "user" | "ip" | "country" | "source" | "resource";

/** Each distinct value of a dimension, once. */
export interface TermsTable {
  account_id: string;
  dimension: Dimension;
  /** From 1, without gaps, per account and dimension. */
  code: number;
  /** Of `user` the e-mail or, without one, the id; of `resource` `kind:value`. */
  value: string;
  /** The earliest known time of an event that carries it; stays when that event is pruned. */
  first_s: number | null;
  /** Events held that carry it. */
  count: number;
}

/** Packed columns of neighbouring events (`columns/segment.ts`). Made from the events; a second never stands in two of them. */
export interface SegmentsTable {
  account_id: string;
  no: number;
  /** `null` both: the segment of the events of unknown time, one at most. */
  first_s: number | null;
  last_s: number | null;
  count: number;
  /** `accounts.version` of the write that made it. */
  version: number;
  columns: Uint8Array;
}

/** The chain's value after each write: what finds a removed tail and a chain made anew. */
export interface WindowsTable {
  account_id: string;
  upto_seq: number;
  chain: Uint8Array;
  at: number;
}

export interface CoverageTable {
  account_id: string;
  /** `SINCE_EVER` where it has no lower end. */
  from_s: number;
  to_s: number;
  state: "settled" | "open" | "missing";
  read_at: number;
  reason: string | null;
}

/** Other bytes that the upstream gave for a known id. */
export interface DiscrepanciesTable {
  account_id: string;
  id: string;
  digest: Uint8Array;
  seen_at: number;
  raw: string;
  /** Who recorded it as known, and when. */
  known_by: string | null;
  known_at: number | null;
}

/** Texts of events before `before_s` were removed on purpose. */
export interface PrunesTable {
  account_id: string;
  before_s: number;
  at: number;
  events: number;
}

export interface SyncStateTable {
  account_id: string;
  paused: number;
  list_order: "newest" | "oldest" | null;
  notes: string | null;
}

export interface VerificationsTable {
  account_id: string;
  at: number;
  records: number;
  pruned: number;
  state: "unaltered" | "differs";
  /** JSON of `Verification.first`. */
  first: string | null;
  /** `null`: kept before it was measured. */
  took_ms: number | null;
}

/** FTS5 over pairs of characters (`text-pairs.ts`) of the compact form in JavaScript's lower case. Holds no text: what matches is compared with the event's own. */
export interface EventTextsTable {
  rowid: Generated<number>;
  text: string;
  /** FTS5's own: a command, as `delete`. */
  event_texts: string;
}

/** `coverage.from_s` of a span without a lower end. */
export const SINCE_EVER = Number.MIN_SAFE_INTEGER;

/** The row of an event in `event_texts`. */
export const textRow = (accountNumber: number, seq: number): number => accountNumber * 2 ** 40 + seq;
