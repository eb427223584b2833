import type { Metadata } from "next";
import { AccessLogPage, type AccessLogAnswer } from "@/components/access-log/access-log-page";
import { ACCESS_LOG_PARAMETERS, readAccessLogQuery } from "@/lib/audit/access-log";
import { config } from "@/lib/server/config";
import { readAccessLog } from "@/lib/server/events/access-log";
import { currentAsOf } from "@/lib/server/events/list";
import { pageProblem } from "@/lib/server/http/page-problem";
import { pageQueryOf, readParameters } from "@/lib/server/http/parameters";
import { authorise, pagePrincipal, type Principal } from "@/lib/server/identity";

export const metadata: Metadata = { title: "Access log" };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Who looked at what: read by the same verb as `/api/access-log`. */
export default async function AccessLog({ searchParams }: PageProps) {
  const principal = await pagePrincipal();
  const answer = await answerTo(principal, await searchParams);
  // Names tell more than keys, but only to those who may read the log.
  const accounts =
    answer.problem === undefined ? config().accounts.map(({ name, apiKey }) => ({ name, apiKey })) : [];
  return <AccessLogPage answer={answer} accounts={accounts} now={currentAsOf() + 1000} />;
}

async function answerTo(
  principal: Principal,
  params: Record<string, string | string[] | undefined>,
): Promise<AccessLogAnswer> {
  try {
    authorise(principal, "administer");
    const query = readAccessLogQuery(readParameters(pageQueryOf(params), ACCESS_LOG_PARAMETERS));
    return { query, log: await readAccessLog(principal, query) };
  } catch (error) {
    return { problem: pageProblem(error, "/access-log") };
  }
}
