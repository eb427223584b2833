import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FailedPage } from "@/components/shell/failed-page";
import { TimelineOff } from "@/components/timeline/timeline-off";
import { TimelinePage } from "@/components/timeline/timeline-page";
import type { Problem } from "@/lib/audit/errors";
import { RESOURCE_KINDS } from "@/lib/audit/resource-kind";
import { KIND_WORDS } from "@/lib/audit/resource-shape";
import { parseStamp } from "@/lib/audit/time/stamp";
import type { ResourceTimeline } from "@/lib/audit/timeline";
import { resolveAccount } from "@/lib/server/events/accounts";
import { resourceTimeline } from "@/lib/server/events/timeline";
import { pageProblem } from "@/lib/server/http/page-problem";
import { pageQueryOf, readParameters } from "@/lib/server/http/parameters";
import { pagePrincipal, type Principal } from "@/lib/server/identity";

interface PageProps {
  params: Promise<{ kind: string; value: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { kind, value } = await params;
  const known = RESOURCE_KINDS.find((one) => one === kind);
  return { title: `${known ? KIND_WORDS[known] : "Timeline of"} ${decoded(value).slice(0, 60)}` };
}

/** All that happened to one thing: read by the same verb as `/api/resources/{kind}/{value}/timeline`. */
export default async function TimelineRoute({ params, searchParams }: PageProps) {
  const principal = await pagePrincipal();
  const { kind, value } = await params;
  const found = await answerTo(principal, kind, decoded(value), await searchParams);
  if (!("problem" in found)) return <TimelinePage initial={found.timeline} account={found.account} />;
  // A kind that is none, and a value that no thing can have.
  if (found.problem.field === "resource") notFound();
  if (found.problem.code === "needs_archive") return <TimelineOff value={decoded(value)} />;
  return <FailedPage page="Timeline" title="The timeline could not be read" problem={found.problem} />;
}

/** Of a page Next gives what stands in the address; of a route it gives it decoded. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

async function answerTo(
  principal: Principal,
  kind: string,
  value: string,
  params: Record<string, string | string[] | undefined>,
): Promise<{ timeline: ResourceTimeline; account: string } | { problem: Problem }> {
  try {
    const { account, at } = readParameters(pageQueryOf(params), ["account", "at"]);
    if (at !== null) parseStamp("at", at, "to");
    const timeline = await resourceTimeline(principal, { kind, value, account });
    return { timeline, account: account === "*" ? "*" : resolveAccount(principal, account).apiKey };
  } catch (error) {
    return { problem: pageProblem(error, "/timeline/[kind]/[value]") };
  }
}
