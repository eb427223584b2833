import { toCsv } from "@/lib/audit/csv";
import type { AuditEvent } from "@/lib/audit/event";
import { toMarkdown } from "@/lib/audit/markdown";

/** As what chosen rows can be copied. */
export type CopyFormat = "json" | "csv" | "markdown";

/** Chosen rows for the clipboard: JSON as the upstream sent each, CSV with the columns of an export, or a table to be read. */
export function rowsAsText(events: readonly AuditEvent[], format: CopyFormat): string {
  if (format === "json") return `[\n${events.map((event) => event.raw).join(",\n")}\n]`;
  return format === "csv" ? toCsv(events) : toMarkdown(events);
}
