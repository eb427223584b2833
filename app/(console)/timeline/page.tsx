import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { FailedPage } from "@/components/shell/failed-page";
import { FindPage } from "@/components/timeline/find-page";
import { TimelineOff } from "@/components/timeline/timeline-off";
import type { Problem } from "@/lib/audit/errors";
import { timelineHref } from "@/lib/audit/links";
import { heldArchive } from "@/lib/server/archive/held";
import { resolveAccount } from "@/lib/server/events/accounts";
import { findResources, type FoundResource } from "@/lib/server/events/find-resources";
import { pageProblem } from "@/lib/server/http/page-problem";
import { pageQueryOf, readParameters } from "@/lib/server/http/parameters";
import { pagePrincipal, type Principal } from "@/lib/server/identity";

export const metadata: Metadata = { title: "Timeline" };

type Params = Record<string, string | string[] | undefined>;

/** The way to a timeline: what is pasted is looked up, and what it can only be is opened at once. */
export default async function TimelinesRoute({ searchParams }: { searchParams: Promise<Params> }) {
  const principal = await pagePrincipal();
  const answer = await answerTo(principal, await searchParams);
  if ("problem" in answer)
    return <FailedPage page="Timeline" title="It could not be looked up" problem={answer.problem} />;
  const { text, account, found } = answer;
  if (heldArchive() === null) return <TimelineOff value={text} />;
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) redirect(timelineHref(only, { account }));
  return <FindPage text={text} found={found} account={account} />;
}

async function answerTo(
  principal: Principal,
  params: Params,
): Promise<{ text: string | null; account: string; found: FoundResource[] } | { problem: Problem }> {
  try {
    const { account: asked, find } = readParameters(pageQueryOf(params), ["account", "find"]);
    const account = asked === "*" ? "*" : resolveAccount(principal, asked).apiKey;
    const text = find?.trim() || null;
    const found = text === null || heldArchive() === null ? [] : await findResources(principal, text, asked);
    return { text, account, found };
  } catch (error) {
    return { problem: pageProblem(error, "/timeline") };
  }
}
