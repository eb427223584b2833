import "server-only";
import type { ResolvedWindow } from "../../audit/query.ts";
import type { Receipt } from "../../audit/receipt.ts";
import { toIso } from "../../audit/time/format.ts";
import { config } from "../config.ts";

type Found = Pick<Receipt, "counted" | "complete" | "reason" | "arrivedSince">;

/** The receipt of an answer that came from the upstream alone: what arrives late cannot be known without an archive. */
export function liveReceipt(window: ResolvedWindow, found: Found): Receipt {
  const { zone, searchCase } = config().upstream;
  return {
    asOf: toIso(window.asOf),
    from: window.from === null ? null : toIso(window.from),
    to: toIso(window.to),
    served: "live",
    complete: found.complete,
    reason: found.reason,
    counted: found.counted,
    gaps: [],
    arrivedSince: found.arrivedSince,
    lateSince: null,
    zone,
    search: searchCase === "sensitive" ? "case_sensitive_substring" : "case_insensitive_substring",
  };
}
