import { StoreError } from "../../database/store-error.ts";
import type { Checkpoint, Verification } from "../archive.ts";
import type { Db } from "../db.ts";
import { beginWalk, walkOn } from "../proof/walk.ts";
import { pruneFloor } from "../writing/coverage.ts";
import { accountsIn } from "./accounts.ts";

/** Says a line for each account. Resolves to whether all of them hold. */
export async function verifyAll(
  db: Db,
  only: string | null,
  checkpoints: readonly Checkpoint[],
  say: (line: string) => void,
): Promise<boolean> {
  const accounts = new Set([...(await accountsIn(db)), ...checkpoints.map(({ account }) => account)]);
  if (only !== null && !accounts.has(only))
    throw new StoreError(`The archive holds nothing of account ${only}.`);
  if (accounts.size === 0) say("The archive is empty.");
  let holds = true;
  for (const account of [...accounts].sort()) {
    if (only !== null && account !== only) continue;
    const against = checkpoints.filter((checkpoint) => checkpoint.account === account);
    const line = await verifyOne(db, account, against);
    say(`${account}: ${line.text}`);
    holds &&= line.holds;
  }
  return holds;
}

async function verifyOne(
  db: Db,
  account: string,
  checkpoints: readonly Checkpoint[],
): Promise<{ text: string; holds: boolean }> {
  // Of several checkpoints the earliest that differs narrows down where it begins.
  const against = [...checkpoints].sort((a, b) => a.records - b.records);
  let walk = beginWalk(account);
  while (!walk.done) walk = await walkOn(db, walk, against);
  if (walk.first !== null) return { text: describe(walk.first, walk.seq), holds: false };
  const floor = walk.pruned === 0 ? null : await pruneFloor(db, account);
  const pruned =
    floor === null
      ? ""
      : `, of which ${walk.pruned} from before ${new Date(floor * 1000).toISOString()} are pruned`;
  const compared = against.length === 0 ? "" : ", as the checkpoint says";
  return { text: `${walk.seq} records, unaltered${compared}${pruned}.`, holds: true };
}

const WORDS: Readonly<Record<NonNullable<Verification["first"]>["what"], string>> = {
  altered: "altered",
  missing: "missing",
  inserted: "inserted",
  swapped: "swapped with a later one",
  removed_tail: "missing, and everything after it",
};

function describe({ seq, id, what }: NonNullable<Verification["first"]>, last: number): string {
  const named = id === null ? "" : `, id ${id},`;
  const place =
    what === "altered" && id === null ? `a record from ${seq} to ${last}` : `record ${seq}${named}`;
  return `differs: ${place} is ${WORDS[what]}.`;
}
