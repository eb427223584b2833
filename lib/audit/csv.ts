import { splitMembers } from "./json-text.ts";

/** The columns, always these and in this order: scripts of others read them by position. */
export const CSV_COLUMNS = [
  "id",
  "created_at",
  "event_type",
  "event_type_description",
  "account_id",
  "user_email",
  "user_id",
  "source",
  "source_description",
  "source_ip",
  "source_country",
  "context",
  "raw",
] as const;

/** What a row is made of. An `AuditEvent` is one; who has the context's text at hand saves the reading of `raw`. */
export interface CsvEvent {
  readonly id: string;
  readonly createdAt: string | null;
  readonly type: string;
  readonly description: string | null;
  readonly accountId: string | null;
  readonly userEmail: string | null;
  readonly userId: string | null;
  readonly source: string | null;
  readonly sourceDescription: string | null;
  readonly sourceIp: string | null;
  readonly sourceCountry: string | null;
  /** The context as the upstream sent it, byte for byte; left out, it is cut from `raw`. */
  readonly contextText?: string | null;
  readonly raw: string;
}

// ASVS 1.2.10, and what spreadsheets skip before they see a formula: spaces, quotes, invisible marks. East Asian Excel also
// takes the full-width signs for the plain ones.
const FORMULA = /^[\s\p{Cf}\p{Cc}'"`]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n\0]/u;

/**
 * A cell that a spreadsheet will not compute: `'` in front of what it might take for a formula. What begins with `'` and would
 * be dangerous behind it gets another one, so whoever wants the text back takes exactly one away. `raw` is subject to it too.
 */
export function neutralise(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The context's own text in `raw`; `null` where there is none, or JSON `null`, or `raw` cannot be read (it stands beside it). */
export function contextTextOf(raw: string): string | null {
  try {
    const text = splitMembers(raw).findLast(({ key }) => key === "context")?.text ?? "null";
    return text === "null" ? null : text;
  } catch {
    return null;
  }
}

/** One cell, quoted where it must be. */
export function csvCell(value: string | null): string {
  const text = neutralise(value ?? "");
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record with its CRLF (RFC 4180); an absent value is an empty cell. */
export function csvRecord(event: CsvEvent): string {
  const cells = [
    event.id,
    event.createdAt,
    event.type,
    event.description,
    event.accountId,
    event.userEmail,
    event.userId,
    event.source,
    event.sourceDescription,
    event.sourceIp,
    event.sourceCountry,
    event.contextText === undefined ? contextTextOf(event.raw) : event.contextText,
    event.raw,
  ];
  return `${cells.map(csvCell).join(",")}\r\n`;
}

export const CSV_HEADER = `${CSV_COLUMNS.join(",")}\r\n`;

/** The whole table as text, head included. For copying; an export streams `CSV_HEADER` and `csvRecord`. */
export function toCsv(events: Iterable<CsvEvent>): string {
  let text = CSV_HEADER;
  for (const event of events) text += csvRecord(event);
  return text;
}
