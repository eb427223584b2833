import { sql } from "kysely";
import { type IpBlock, ipMatches, parseIp } from "../../../audit/ip.ts";
import type { Trx } from "../db.ts";
import type { Dimension } from "../schema.ts";
import { numberList } from "./number-list.ts";
import { inList } from "./rows.ts";

/** The values of one dimension of an account by their codes. Codes are given in turn and never change: only new ones are read. */
export class Terms {
  /** Place 0 is "carries none". */
  private readonly values: string[] = [""];
  private readonly codes = new Map<string, number>();
  private readonly blocks: (IpBlock | null)[] = [null];
  private version = -1;

  constructor(
    private readonly account: string,
    readonly dimension: Dimension,
  ) {}

  async refresh(trx: Trx, version: number): Promise<void> {
    if (version === this.version) return;
    const fresh = await trx
      .selectFrom("terms")
      .select(["code", "value"])
      .where("account_id", "=", this.account)
      .where("dimension", "=", this.dimension)
      .where("code", ">=", this.values.length)
      .execute();
    for (const { code, value } of fresh) {
      this.values[code] = value;
      this.codes.set(value, code);
    }
    this.version = version;
  }

  /** One more than the largest code. */
  get size(): number {
    return this.values.length;
  }

  value(code: number): string {
    return this.values[code] ?? "";
  }

  code(value: string): number | undefined {
    return this.codes.get(value);
  }

  /** The codes of these values; what no event carries has none. */
  codesOf(values: readonly string[]): number[] {
    return values.map((value) => this.code(value)).filter((code) => code !== undefined);
  }

  /** The codes of the addresses that lie in a block, or are the address however it is spelled. */
  codesWithin(block: IpBlock): number[] {
    const codes: number[] = [];
    for (let code = 1; code < this.values.length; code++) {
      const address = (this.blocks[code] ??= parseIp(this.value(code)) ?? NO_ADDRESS);
      if (ipMatches(block, address)) codes.push(code);
    }
    return codes;
  }

  /** How many events carry a code. */
  async countOf(trx: Trx, code: number): Promise<number> {
    const row = await trx
      .selectFrom("terms")
      .select("count")
      .where("account_id", "=", this.account)
      .where("dimension", "=", this.dimension)
      .where("code", "=", code)
      .executeTakeFirst();
    return Number(row?.count ?? 0);
  }

  /** When each of these codes was first seen, in seconds; of unknown time are absent. */
  async firstOf(trx: Trx, codes: readonly number[]): Promise<Map<number, number>> {
    if (codes.length === 0) return new Map();
    const rows = await trx
      .selectFrom("terms")
      .select(["code", "first_s"])
      .where("account_id", "=", this.account)
      .where("dimension", "=", this.dimension)
      .where("code", "in", inList(codes))
      .execute();
    return new Map(rows.flatMap(({ code, first_s }) => (first_s === null ? [] : [[code, first_s] as const])));
  }

  /** The codes of what was first seen between two seconds, both inclusive: thousands, mostly of things. */
  seenFirst(trx: Trx, from: number, to: number): Promise<number[]> {
    return numberList(
      trx,
      sql`select code as n from terms where account_id = ${this.account} and dimension = ${this.dimension}
        and first_s between ${from} and ${to}`,
    );
  }
}

// No block's family: nothing matches it.
const NO_ADDRESS: IpBlock = { bytes: [], prefix: 0 };
