/**
 * What `/api/archive` tells of one account, and the page shows. Times are ISO 8601 in UTC, whole seconds; an end that is not bounded
 * is `null`. Names and meanings never change; there may be more of them.
 */
export interface ArchiveReport {
  /** API key. */
  account: string;
  name: string;
  /** The server's clock when it answered. */
  asOf: string;
  events: number;
  /** The first known moment of any event; `null` while none is held. */
  first: string | null;
  /** From the beginning of time to its end, without holes; neighbours differ. */
  coverage: CoverageSpan[];
  /** The last settled second; `null`: nothing has settled yet. */
  settledTo: string | null;
  /** How far the newest second that was read is behind now; `null` before the first. */
  lagSeconds: number | null;
  backfill: Backfill;
  /** Other bytes that Vonage sent for known ids. `known`: who recorded it as known, and when. */
  discrepancies: SeenDiscrepancy[];
  verified: Verified | null;
  /** A verification that is under way: since when, and how many records it has gone through. */
  verifying: { since: string; records: number } | null;
  /** Why the last verification could not be carried out; `null`: it could. */
  verifyFailed: string | null;
  chain: { records: number; head: string };
  upstream: UpstreamFacts;
}

export const COVERAGE_STATES = ["settled", "open", "missing", "unasked"] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

export interface CoverageSpan {
  from: string | null;
  to: string | null;
  state: CoverageState;
  /** Of what is missing: why, and when it was tried last. */
  reason?: string;
  triedAt?: string;
}

export interface Backfill {
  state: "running" | "paused" | "done" | "failed";
  /** Days that are read. */
  done: number;
  /** Days still to be read, as far as is known; 0 when done, `null` while it is not known. */
  remaining: number | null;
  /** Why it is paused or failed, in one sentence. */
  reason: string | null;
  /** Paused by itself: Vonage refuses the account's key or secret. */
  refused: boolean;
  /** Calls a second. */
  rate: number;
  etaSeconds: number | null;
  /** What is being read now. */
  window: { from: string | null; to: string } | null;
  page: number;
  pages: number;
}

export interface SeenDiscrepancy {
  id: string;
  seen: string;
  known: { by: string; at: string } | null;
}

export interface Verified {
  /** Its end. */
  at: string;
  /** `null`: not measured. */
  tookMs: number | null;
  records: number;
  pruned: number;
  state: "unaltered" | "differs";
  /** The first record that does not hold; `id` is `null` where there is none to name. */
  first?: { record: number; id: string | null; what: Fault };
}

export type Fault = "altered" | "missing" | "inserted" | "swapped" | "removed_tail";

export interface UpstreamFacts {
  /** What the last request showed; `null` before the first. */
  reachable: boolean | null;
  /** The code of its failure. */
  code: string | null;
  at: string | null;
  /** `null`: not read yet. `fallback`: Vonage did not tell its types, the built-in list stands in. */
  types: { listed: number; source: "upstream" | "fallback"; unlisted: string[] } | null;
}

/** With `account=*` all that the reader may see. */
export type ArchiveAnswer = { state: "off" } | ArchiveReport | { accounts: ArchiveReport[] };

/** Both texts of an id that Vonage has answered with other bytes. */
export interface DiscrepantTexts {
  id: string;
  /** The text that was kept first; `null` once removed by age. */
  kept: string | null;
  others: { seen: string; text: string }[];
}

export const ARCHIVE_ACTS = ["pause", "resume", "verify", "retry"] as const;
export type ArchiveAct = (typeof ARCHIVE_ACTS)[number];
