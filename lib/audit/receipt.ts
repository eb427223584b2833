/** Why an answer is not the whole truth; `null` when it is. */
export type IncompleteReason = "page" | "open" | "gap" | "upstream" | "filter" | "shifted";

/**
 * What an answer says of itself. Times are ISO 8601 in UTC with `Z`; `null` is "unbounded" for `from`, "not known" for counts.
 */
export interface Receipt {
  /** API keys of the accounts that were read, where every one of the reader's was asked. */
  accounts?: readonly string[];
  /** Upper bound on `created_at` of this answer. */
  asOf: string;
  from: string | null;
  to: string;
  served: "live" | "archive" | "mixed";
  complete: boolean;
  reason: IncompleteReason | null;
  /** Distinct ids read for this answer. */
  counted: number;
  /** What of the window is not covered; `from` is `null` where nothing is known of the beginning. */
  gaps: readonly { from: string | null; to: string }[];
  /** Events of the query newer than `asOf`; at most a minute behind. */
  arrivedSince: number | null;
  /** Events that came late into the window; only an archive knows. */
  lateSince: number | null;
  /** The zone in which the upstream's zone-less times were read. */
  zone: string;
  /** What `search_text` was taken to mean. */
  search: "case_insensitive_substring" | "case_sensitive_substring";
}
