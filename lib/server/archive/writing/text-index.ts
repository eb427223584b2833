import { sql } from "kysely";
import { compactText } from "../../../audit/json-text.ts";
import { parts, type Trx } from "../db.ts";
import { textRow } from "../schema.ts";

/** What the text of an event is compared as: its compact JSON in lower case. The text that is looked for is lower-cased likewise. */
const searchForm = (raw: string): string => compactText(raw).toLowerCase();

/**
 * Whether an engine may look for a text of ASCII in `raw` itself: it is its own compact form, and holds neither of the two characters
 * whose lower case has ASCII letters, the Kelvin sign and the dotted I.
 */
export const isComparable = (raw: string): boolean => compactText(raw) === raw && !/[\u212a\u0130]/.test(raw);

interface Text {
  readonly seq: number;
  readonly raw: string;
}

/** SQLite's own. PostgreSQL keeps the like of it by an index over the events. */
export async function addTexts(trx: Trx, account: number, texts: readonly Text[]): Promise<void> {
  const rows = texts.map(({ seq, raw }) => ({ rowid: textRow(account, seq), text: searchForm(raw) }));
  for (const part of parts(rows)) {
    const values = part.map(({ rowid, text }) => sql`(${rowid}, ${text})`);
    await sql`insert into event_texts (rowid, text) values ${sql.join(values)}`.execute(trx);
  }
}

/** The index holds no text: it is told again what it has to forget. */
export async function removeTexts(trx: Trx, account: number, texts: readonly Text[]): Promise<void> {
  for (const { seq, raw } of texts) {
    const rowid = textRow(account, seq);
    await sql`insert into event_texts (event_texts, rowid, text)
      values ('delete', ${rowid}, ${searchForm(raw)})`.execute(trx);
  }
}
