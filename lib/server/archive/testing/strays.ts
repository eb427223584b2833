const TABLES =
  "accounts|events|terms|segments|windows|coverage|discrepancies|prunes|sync_state|verifications";

/** The number of a new account is the one look over all of them, made once for each. */
const OVER_ALL = new Set([`select max("number") as "last" from "accounts"`]);

/**
 * Statements that touch one of the archive's tables without beginning with `account_id`: in a condition it comes first, in what is
 * inserted it is the first column. Every table that a statement names needs a condition of its own.
 */
export const strays = (statements: ReadonlySet<string>): string[] =>
  [...statements].filter((sql) => !OVER_ALL.has(sql) && !beginsWithAccount(sql));

function beginsWithAccount(sql: string): boolean {
  const plain = sql.replaceAll('"', "").replace(/\s+/g, " ").toLowerCase();
  const inserted = new RegExp(`^insert into (?:${TABLES}) \\(`).test(plain);
  if (inserted && !/^insert into \w+ \(account_id\b/.test(plain)) return false;
  const named = plain.match(new RegExp(`\\b(?:from|join|update) (?:${TABLES})\\b`, "g")) ?? [];
  const conditions = plain.match(/\b(?:where|on) \(*(?:\w+\.)?account_id (?:=|in|>)/g) ?? [];
  return conditions.length >= named.length;
}
