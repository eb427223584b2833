import { sql } from "kysely";
import { compactText } from "../../../audit/json-text.ts";
import { parts, type Db, type Trx } from "../db.ts";
import { type AccountsTable, textRow } from "../schema.ts";
import { inPairs } from "../text-pairs.ts";
import { saveAccount } from "./accounts.ts";

/** Events of one step of indexing: a few tenths of a second of the writer's time. */
const STEP = 2_000;

/** What the index holds of an event: its compact JSON in lower case, in pairs. The text that is looked for is lower-cased likewise. */
const indexForm = (raw: string): string => inPairs(compactText(raw).toLowerCase());

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
  const rows = texts.map(({ seq, raw }) => ({ rowid: textRow(account, seq), text: indexForm(raw) }));
  for (const part of parts(rows)) {
    const values = part.map(({ rowid, text }) => sql`(${rowid}, ${text})`);
    await sql`insert into event_texts (rowid, text) values ${sql.join(values)}`.execute(trx);
  }
}

/** The index holds no text: it is told again what it has to forget. What it lacks it must not be told. */
export async function removeTexts(trx: Trx, account: AccountsTable, texts: readonly Text[]): Promise<void> {
  for (const { seq, raw } of texts) {
    if (seq < account.texts_from) continue;
    const rowid = textRow(account.number, seq);
    await sql`insert into event_texts (event_texts, rowid, text)
      values ('delete', ${rowid}, ${indexForm(raw)})`.execute(trx);
  }
}

/**
 * Adds some of the texts that the index lacks since a step of the store emptied it, the newest first. Resolves to how many records are
 * left to look at, over all accounts; 0: it has all.
 */
export const indexSome = (db: Db): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const behind = await trx
      .selectFrom("accounts")
      .selectAll()
      .where("account_id", ">", "")
      .where("texts_from", ">", 1)
      .execute();
    const [account] = behind;
    if (account === undefined) return 0;
    const from = Math.max(1, account.texts_from - STEP);
    const held = await trx
      .selectFrom("events")
      .select(["seq", "raw"])
      .where("account_id", "=", account.account_id)
      .where("seq", ">=", from)
      .where("seq", "<", account.texts_from)
      .execute();
    const texts = held.flatMap(({ seq, raw }) => (raw === null ? [] : [{ seq, raw }]));
    await addTexts(trx, account.number, texts);
    await saveAccount(trx, { ...account, texts_from: from });
    return behind.reduce((left, { texts_from }) => left + texts_from - 1, from - account.texts_from);
  });
