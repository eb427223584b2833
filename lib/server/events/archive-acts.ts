import "server-only";
import type { ArchiveAct, ArchiveAnswer } from "../../audit/archive-report.ts";
import { AuditError } from "../../audit/errors.ts";
import type { Instant } from "../../audit/event.ts";
import { queryString } from "../../audit/links.ts";
import { toIso } from "../../audit/time/format.ts";
import { type HeldArchive, heldArchive } from "../archive/held.ts";
import { startVerifying } from "../archive/verifying.ts";
import { authorise, type Principal, recordAct } from "../identity/index.ts";
import { resolveAccounts } from "./accounts.ts";
import { reportAccount } from "./archive-report.ts";

/** Of a retry: what is to be read again. */
export interface ActSpan {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/**
 * What an admin may have done to the archive of an account, or with `*` of all of them. Resolves to how it stands then; a
 * verification has begun, and its result is found by looking again.
 */
export async function actOnArchive(
  principal: Principal,
  act: ArchiveAct,
  asked: string | null,
  span: ActSpan = { from: null, to: null },
): Promise<ArchiveAnswer> {
  authorise(principal, "administer");
  const accounts = resolveAccounts(principal, asked, true);
  for (const { apiKey } of accounts) authorise(principal, "administer", apiKey);
  const held = heldArchive();
  if (held === null) throw new AuditError("needs_archive", "The archive is off.");
  const query = act === "retry" ? queryOf(span) : "";
  for (const { apiKey } of accounts) {
    await recordAct(principal, { verb: `archive_${act}`, account: apiKey, query });
    await ACTS[act](held, apiKey, span);
  }
  const reports = await Promise.all(accounts.map((account) => reportAccount(held, account)));
  const [only] = reports;
  return asked === "*" || only === undefined ? { accounts: reports } : only;
}

const ACTS: Record<ArchiveAct, (held: HeldArchive, account: string, span: ActSpan) => Promise<void>> = {
  pause: async ({ filler }, account) => {
    if (filler?.pause === undefined) throw nothingFills();
    await filler.pause(account);
  },
  resume: async ({ filler }, account) => {
    if (filler?.resume === undefined) throw nothingFills();
    await filler.resume(account);
  },
  // Not waited for: it goes through every record.
  verify: async ({ archive }, account) => void startVerifying(archive, account),
  retry: async ({ filler }, account, { from, to }) => {
    if (filler === null) throw nothingFills();
    const end = to ?? Math.floor(Date.now() / 1000) * 1000;
    if (filler.again === undefined) filler.want(account, from, end);
    else filler.again(account, from, end);
  },
};

const nothingFills = () => new AuditError("needs_archive", "Nothing fills this archive: it is only read.");

const queryOf = ({ from, to }: ActSpan): string =>
  queryString(
    new URLSearchParams({
      ...(from === null ? {} : { date_from: toIso(from) }),
      ...(to === null ? {} : { date_to: toIso(to) }),
    }),
  );
