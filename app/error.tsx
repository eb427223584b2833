"use client";

import { CircleX } from "lucide-react";
import { Button } from "@/components/ui/button";
import { PageMessage } from "@/components/shell/page-message";

/** A page that failed while it was made: it names the failure and never reads as an empty result. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PageMessage
      icon={<CircleX size={20} className="text-failed" aria-hidden />}
      title="This page could not be made"
    >
      <p>The console failed while it made this page. What the page would show is not known.</p>
      <p className="mt-3 flex items-center gap-2">
        <Button size="small" onClick={reset}>
          Try again
        </Button>
        {error.digest ? (
          <span className="font-mono text-11 text-text-3">internal · {error.digest}</span>
        ) : null}
      </p>
    </PageMessage>
  );
}
