import { type RawBuilder, sql } from "kysely";
import type { Trx } from "../db.ts";

/**
 * The whole numbers that a statement selects as `n`. As one text, since a row each costs more than finding it does; whole, since large
 * parameters are bound as doubles.
 */
export async function numberList(trx: Trx, statement: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await sql<{ list: string | null }>`
    select group_concat(cast(n as integer)) as list from (${statement})`.execute(trx);
  const list = rows[0]?.list ?? null;
  return list === null ? [] : wholeNumbers(list);
}

/** `1,-2,3`: of a million, splitting the text would cost more than finding them. */
function wholeNumbers(list: string): number[] {
  const numbers: number[] = [];
  let number = 0;
  let sign = 1;
  for (let i = 0; i < list.length; i++) {
    const code = list.charCodeAt(i);
    if (code === COMMA) {
      numbers.push(sign * number);
      number = 0;
      sign = 1;
    } else if (code === MINUS) sign = -1;
    else number = number * 10 + code - ZERO;
  }
  numbers.push(sign * number);
  return numbers;
}

const [COMMA, MINUS, ZERO] = [44, 45, 48];
