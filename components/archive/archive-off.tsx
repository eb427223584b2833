"use client";

import { Archive } from "lucide-react";
import { Message } from "@/components/ui/message";

/** Without an archive: what that means, and how there comes to be one. */
export function ArchiveOff() {
  return (
    <main id="main" tabIndex={-1} className="min-h-[calc(100dvh-var(--header))] bg-surface px-2 outline-none">
      <h1 className="sr-only">Archive</h1>
      <Message icon={Archive} tone="quiet" title="The archive is off">
        <p>
          Every answer comes from Vonage at that moment. Nothing is kept here, so what Vonage forgets is gone,
          no count is a proof, and filters by person, address, country or resource are not offered.
        </p>
        <p>
          To turn it on, an operator sets <code className="mono">ARCHIVE_URL=sqlite:.data/archive.db</code>{" "}
          and starts the console again. It then reads the last 24 hours first, and after that what came
          before.
        </p>
      </Message>
    </main>
  );
}
