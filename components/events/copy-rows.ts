import { toCsv } from "@/lib/audit/csv";
import type { AuditEvent } from "@/lib/audit/event";

/** Chosen rows for the clipboard: JSON as the upstream sent each, or CSV with the columns of an export. */
export function rowsAsText(events: readonly AuditEvent[], format: "json" | "csv"): string {
  if (format === "json") return `[\n${events.map((event) => event.raw).join(",\n")}\n]`;
  return toCsv(events);
}
