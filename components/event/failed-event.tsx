"use client";

import { useRouter } from "next/navigation";
import { Failure } from "@/components/events/failure";
import type { Problem } from "@/lib/audit/errors";
import { RequestError } from "@/lib/queries/fetch-text";

/** The page of an event that could not be read: whether it exists is then not known. */
export function FailedEvent({ id, problem }: { id: string; problem: Problem }) {
  const router = useRouter();
  return (
    <main id="main" tabIndex={-1} className="min-h-[calc(100dvh-var(--header))] bg-surface px-2 outline-none">
      <h1 className="sr-only">Event {id}</h1>
      <Failure
        error={new RequestError("", problem)}
        accountKey={undefined}
        accountName={undefined}
        here={`/events/${encodeURIComponent(id)}`}
        again={() => router.refresh()}
      />
    </main>
  );
}
