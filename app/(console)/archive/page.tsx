import type { Metadata } from "next";
import { ArchiveOff } from "@/components/archive/archive-off";
import { ArchivePage } from "@/components/archive/archive-page";
import { FailedPage } from "@/components/shell/failed-page";
import type { ArchiveAnswer } from "@/lib/audit/archive-report";
import type { Problem } from "@/lib/audit/errors";
import { config } from "@/lib/server/config";
import { reportArchive } from "@/lib/server/events/archive-report";
import { pageProblem } from "@/lib/server/http/page-problem";
import { pageQueryOf, readParameters } from "@/lib/server/http/parameters";
import { pagePrincipal, type Principal } from "@/lib/server/identity";

export const metadata: Metadata = { title: "Archive" };

type Params = Record<string, string | string[] | undefined>;

/** What is held: read by the same verb as `/api/archive`, of all accounts unless one is named. */
export default async function ArchiveRoute({ searchParams }: { searchParams: Promise<Params> }) {
  const principal = await pagePrincipal();
  const found = await answerTo(principal, await searchParams);
  if ("problem" in found)
    return <FailedPage page="Archive" title="The archive could not be read" problem={found.problem} />;
  const { answer, account } = found;
  if ("state" in answer) return <ArchiveOff />;
  const { upstream, sync } = config();
  return (
    <ArchivePage
      account={account}
      reports={"accounts" in answer ? answer.accounts : [answer]}
      admin={principal.role === "admin"}
      settleSeconds={sync.settleSeconds}
      requestsPerSecond={upstream.requestsPerSecond}
      zone={upstream.zone}
    />
  );
}

async function answerTo(
  principal: Principal,
  params: Params,
): Promise<{ answer: ArchiveAnswer; account: string } | { problem: Problem }> {
  try {
    const { account } = readParameters(pageQueryOf(params), ["account"]);
    return { answer: await reportArchive(principal, account ?? "*"), account: account ?? "*" };
  } catch (error) {
    return { problem: pageProblem(error, "/archive") };
  }
}
