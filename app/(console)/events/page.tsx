import type { Metadata } from "next";
import { EventsConsole } from "@/components/events/events-console";
import type { Initial } from "@/components/events/use-events-page";
import { AuditError } from "@/lib/audit/errors";
import { writeListPage } from "@/lib/audit/list-page";
import { parseQuery, writeQuery } from "@/lib/audit/query-params";
import { accountsOf } from "@/lib/server/events/accounts";
import { heldArchive } from "@/lib/server/archive/held";
import { currentAsOf, listEvents } from "@/lib/server/events/list";
import { pageProblem } from "@/lib/server/http/page-problem";
import { pageQueryOf } from "@/lib/server/http/parameters";
import { getPrincipal, may, pagePrincipal } from "@/lib/server/identity";

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Which account's events, where the reader may know it. */
export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const { account: asked } = await searchParams;
  if (asked === "*") return { title: "Events of all accounts" };
  const principal = await getPrincipal();
  const accounts = principal ? accountsOf(principal) : [];
  const account =
    asked === undefined
      ? accounts[0]
      : accounts.find(({ name, apiKey }) => asked === name || asked === apiKey);
  return { title: account ? `Events of ${account.name}` : "Events" };
}

/** The list, with its rows in the first HTML: read by the same verb as `/api/events`. */
export default async function EventsPage({ searchParams }: PageProps) {
  const principal = await pagePrincipal();
  const accounts = accountsOf(principal).map(({ name, apiKey }) => ({ name, apiKey }));
  const now = currentAsOf();
  return (
    <EventsConsole
      accounts={accounts}
      initial={await firstAnswer(principal, await searchParams)}
      now={now}
      archive={heldArchive() !== null}
      mayExport={may(principal, "export")}
    />
  );
}

type Principal = Awaited<ReturnType<typeof pagePrincipal>>;

async function firstAnswer(
  principal: Principal,
  params: Record<string, string | string[] | undefined>,
): Promise<Initial | null> {
  let search: string;
  try {
    const query = parseQuery(pageQueryOf(params), { extra: ["event"] });
    search = writeQuery(query).toString();
    try {
      return { search, text: writeListPage(await listEvents(principal, query)) };
    } catch (error) {
      return { search, problem: pageProblem(error, "/events") };
    }
  } catch (error) {
    // A wrong address: the page itself reads it again and names the field.
    if (error instanceof AuditError) return null;
    throw error;
  }
}
