import "server-only";
import type { EventQuery, ResolvedWindow } from "../../audit/query.ts";
import type { Receipt } from "../../audit/receipt.ts";
import { toIso } from "../../audit/time/format.ts";
import { config } from "../config.ts";
import type { Reach } from "./reach.ts";

type Found = Pick<Receipt, "counted" | "complete" | "reason" | "arrivedSince">;

/** The receipt of an answer that came from the upstream alone: what arrives late cannot be known without an archive. */
export const liveReceipt = (window: ResolvedWindow, found: Found): Receipt => ({
  ...about(window),
  served: "live",
  gaps: [],
  lateSince: null,
  ...found,
});

/** The receipt of an answer from the archive: as complete as what it covers of the window. */
export function archiveReceipt(
  window: ResolvedWindow,
  reach: Pick<Reach, "gaps" | "settled" | "young">,
  found: Pick<Receipt, "accounts" | "counted" | "arrivedSince" | "lateSince">,
): Receipt {
  const whole = reach.gaps.length === 0;
  return {
    ...about(window),
    served: "archive",
    complete: whole && reach.settled,
    reason: whole ? (reach.settled ? null : "open") : reach.young ? "open" : "gap",
    gaps: reach.gaps.map(({ from, to }) => ({ from: from === null ? null : toIso(from), to: toIso(to) })),
    ...found,
  };
}

/** Which accounts an answer to *all accounts* is of: who asks later may see others. */
export const whoseEvents = (
  { account }: Pick<EventQuery, "account">,
  accounts: readonly string[],
): Pick<Receipt, "accounts"> => (account === "*" ? { accounts } : {});

function about(window: ResolvedWindow): Pick<Receipt, "asOf" | "from" | "to" | "zone" | "search"> {
  const { zone, searchCase } = config().upstream;
  return {
    asOf: toIso(window.asOf),
    from: window.from === null ? null : toIso(window.from),
    to: toIso(window.to),
    zone,
    search: searchCase === "sensitive" ? "case_sensitive_substring" : "case_insensitive_substring",
  };
}
