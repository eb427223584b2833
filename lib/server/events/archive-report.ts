import "server-only";
import type { ArchiveAnswer, ArchiveReport, Backfill, Verified } from "../../audit/archive-report.ts";
import { toIso } from "../../audit/time/format.ts";
import { writeStamp } from "../../audit/time/stamp.ts";
import type { Coverage, Verification } from "../archive/archive.ts";
import { type HeldArchive, heldArchive } from "../archive/held.ts";
import { verifyingOf } from "../archive/verifying.ts";
import { authorise, type Principal, record } from "../identity/index.ts";
import type { Account } from "../vonage/index.ts";
import { resolveAccounts } from "./accounts.ts";
import { coverageSpans, latestOf, readDays } from "./coverage-spans.ts";
import { upstreamFacts } from "./upstream-facts.ts";

/** What is held of an account, or with `*` of all that the reader may see: how far it reaches, what is missing, is it unaltered. */
export async function reportArchive(principal: Principal, asked: string | null): Promise<ArchiveAnswer> {
  const accounts = resolveAccounts(principal, asked, true);
  for (const { apiKey } of accounts) authorise(principal, "read", apiKey);
  const held = heldArchive();
  if (held === null) return { state: "off" };
  const reports = await Promise.all(
    accounts.map(async (account) => {
      await record(principal, { verb: "archive", account: account.apiKey, query: "" });
      return reportAccount(held, account);
    }),
  );
  const [only] = reports;
  return asked === "*" || only === undefined ? { accounts: reports } : only;
}

export async function reportAccount(held: HeldArchive, account: Account): Promise<ArchiveReport> {
  const { apiKey, name } = account;
  const { archive } = held;
  // Before its result is asked for: one that ends meanwhile must not look as if there had been none.
  const verifying = verifyingOf(apiKey);
  const [holdings, coverage, discrepancies, verified, checkpoint, types] = await Promise.all([
    archive.holdings(apiKey),
    archive.coverage(apiKey),
    archive.discrepancies(apiKey),
    archive.verified(apiKey),
    archive.checkpoint(apiKey),
    archive.types(apiKey),
  ]);
  const newest = latestOf(coverage, ({ state }) => state !== "missing");
  return {
    account: apiKey,
    name,
    asOf: toIso(Date.now()),
    events: holdings.events,
    first: writeStamp(holdings.first),
    coverage: coverageSpans(coverage),
    settledTo: writeStamp(latestOf(coverage, ({ state }) => state === "settled")),
    lagSeconds: newest === null ? null : Math.max(0, Math.round((Date.now() - newest) / 1000)),
    backfill: await backfillOf(held, apiKey, coverage, holdings.first),
    discrepancies: discrepancies.map(({ id, seenAt, known }) => ({
      id,
      seen: toIso(seenAt),
      known: known === null ? null : { by: known.by, at: toIso(known.at) },
    })),
    verified: verified === null ? null : verifiedOf(verified),
    verifying:
      verifying === null || verifying.failed !== null
        ? null
        : { since: toIso(verifying.since), records: verifying.records },
    verifyFailed: verifying?.failed ?? null,
    chain: { records: checkpoint.records, head: checkpoint.head },
    upstream: upstreamFacts(account, types),
  };
}

async function backfillOf(
  { archive, filler }: HeldArchive,
  account: string,
  coverage: readonly Coverage[],
  first: number | null,
): Promise<Backfill> {
  const [{ paused }, status] = await Promise.all([archive.syncState(account), filler?.status?.(account)]);
  if (status !== undefined) {
    const { doneDays, remainingDays, window, state, reason, rate, etaSeconds, page, pages } = status;
    return {
      state,
      done: doneDays,
      remaining: remainingDays,
      reason,
      // What nobody has paused.
      refused: state === "paused" && !paused,
      rate: Math.round(rate * 10) / 10,
      etaSeconds,
      window: window === null ? null : { from: writeStamp(window.from), to: toIso(window.to) },
      page,
      pages,
    };
  }
  const still = { rate: 0, etaSeconds: null, window: null, page: 0, pages: 0 };
  return {
    state: "paused",
    done: readDays(coverage, first),
    remaining: null,
    reason: paused ? "It was paused." : "Nothing fills this archive: it is only read.",
    refused: false,
    ...still,
  };
}

function verifiedOf({ at, tookMs, records, pruned, state, first }: Verification): Verified {
  const found = { at: toIso(at), tookMs, records, pruned, state };
  return first === null ? found : { ...found, first: { record: first.seq, id: first.id, what: first.what } };
}
