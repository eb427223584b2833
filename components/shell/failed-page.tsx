"use client";

import { CircleX } from "lucide-react";
import { useRouter } from "next/navigation";
import { Message } from "@/components/ui/message";
import { Button } from "@/components/ui/button";
import type { Problem } from "@/lib/audit/errors";

interface FailedPageProps {
  /** The page's name, for a screen reader. */
  page: string;
  /** What could not be done. */
  title: string;
  problem: Problem;
}

/** A page of which nothing could be had: it names the failure. */
export function FailedPage({ page, title, problem }: FailedPageProps) {
  const router = useRouter();
  return (
    <main id="main" tabIndex={-1} className="min-h-[calc(100dvh-var(--header))] bg-surface px-2 outline-none">
      <h1 className="sr-only">{page}</h1>
      <Message
        icon={CircleX}
        tone="failed"
        title={title}
        code={`${problem.code} · request ${problem.requestId}`}
        actions={
          <Button size="small" onClick={() => router.refresh()}>
            Try again
          </Button>
        }
        alert
      >
        <p>{problem.detail}</p>
      </Message>
    </main>
  );
}
