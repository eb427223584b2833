import { queryOptions } from "@tanstack/react-query";
import type { ArchiveAct, ArchiveReport, DiscrepantTexts, SeenDiscrepancy } from "../audit/archive-report.ts";
import { fetchText } from "./fetch-text.ts";

const BUSY_MS = 5_000;
const CALM_MS = 30_000;

/** Something goes on that a person may be watching. */
const isBusy = ({ backfill, coverage, verifying }: ArchiveReport): boolean =>
  verifying !== null ||
  coverage.some(({ state }) => state === "missing") ||
  (backfill.remaining !== 0 && (backfill.state === "running" || backfill.state === "failed"));

/** `account`: a key, or `*`. Looked at again by itself: often while something goes on. */
export const archiveQuery = (account: string) =>
  queryOptions<readonly ArchiveReport[]>({
    queryKey: ["archive", account],
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some(isBusy) ? BUSY_MS : CALM_MS),
    queryFn: async ({ signal }) => {
      const text = await fetchText(`/api/archive?account=${encodeURIComponent(account)}`, signal);
      return reportsOf(JSON.parse(text) as ArchiveReport | { accounts: ArchiveReport[] });
    },
  });

const reportsOf = (answer: ArchiveReport | { accounts: ArchiveReport[] }): ArchiveReport[] =>
  "accounts" in answer ? answer.accounts : [answer];

/** `span`: of a retry. Rejects with `RequestError`. */
export async function askArchive(
  act: ArchiveAct,
  account: string,
  span: { from: string | null; to: string | null } = { from: null, to: null },
): Promise<void> {
  const params = new URLSearchParams({ account });
  if (span.from !== null) params.set("date_from", span.from);
  if (span.to !== null) params.set("date_to", span.to);
  await fetchText(`/api/archive/${act}?${params}`, undefined, "POST");
}

/** An admin's word that other bytes for an id are known, or that word taken back. Rejects with `RequestError`. */
export async function recordKnown(
  account: string,
  { id, seen }: Pick<SeenDiscrepancy, "id" | "seen">,
  isKnown: boolean,
): Promise<void> {
  const params = new URLSearchParams({ account, id, seen });
  await fetchText(`/api/archive/discrepancies?${params}`, undefined, isKnown ? "POST" : "DELETE");
}

/** Both texts of one id; they change only when Vonage sends still other bytes. */
export const discrepancyQuery = (account: string, id: string) =>
  queryOptions({
    queryKey: ["discrepancy", account, id],
    queryFn: async ({ signal }): Promise<DiscrepantTexts> => {
      const params = new URLSearchParams({ account, id });
      return JSON.parse(await fetchText(`/api/archive/discrepancies?${params}`, signal)) as DiscrepantTexts;
    },
  });
