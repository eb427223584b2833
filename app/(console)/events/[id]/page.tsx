import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EventPage } from "@/components/event/event-page";
import { FailedEvent } from "@/components/event/failed-event";
import { AuditError } from "@/lib/audit/errors";
import { config } from "@/lib/server/config";
import { findEvent, type FoundEvent, getEvent } from "@/lib/server/events/get";
import { pageProblem } from "@/lib/server/http/page-problem";
import { pagePrincipal } from "@/lib/server/identity";

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ account?: string | string[] }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Event ${(await params).id.slice(0, 8)}` };
}

/** The permanent page of one event: found by its id, not by being in a list. */
export default async function EventIdPage({ params, searchParams }: PageProps) {
  const principal = await pagePrincipal();
  const { id } = await params;
  const { account: asked } = await searchParams;
  const given = typeof asked === "string" && asked !== "" ? asked : null;
  let found: FoundEvent;
  try {
    found = given === null ? await findEvent(principal, id) : await getEvent(principal, id, given);
  } catch (error) {
    // An id that no event can have is as unknown as one that none has.
    if (error instanceof AuditError && (error.code === "event_not_found" || error.field === "id")) notFound();
    return <FailedEvent id={id} problem={pageProblem(error, "/events/[id]")} />;
  }
  const { account, event } = found;
  return (
    <EventPage
      id={event.id}
      raw={event.raw}
      account={{ name: account.name, apiKey: account.apiKey }}
      upstreamZone={config().upstream.zone}
    />
  );
}
