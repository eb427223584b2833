"use client";

import { Archive } from "lucide-react";
import { Message } from "@/components/ui/message";
import { RevealedText } from "@/components/events/revealed-text";
import { buttonClass } from "@/components/ui/button";
import { eventsHref } from "@/lib/audit/links";
import { EMPTY_QUERY } from "@/lib/audit/query-params";

/** Without an archive: why there is no timeline, and what Vonage itself can be asked. */
export function TimelineOff({ value }: { value: string | null }) {
  const href =
    value === null || value.length > 500 ? null : eventsHref({ ...EMPTY_QUERY, searchText: value });
  return (
    <main id="main" tabIndex={-1} className="min-h-[calc(100dvh-var(--header))] bg-surface px-2 outline-none">
      <h1 className="sr-only">Timeline</h1>
      <Message
        icon={Archive}
        tone="quiet"
        title="Timelines need the archive, and it is off"
        actions={
          href === null ? null : (
            <a href={href} className={buttonClass("plain", "small")}>
              Search events for it as text
            </a>
          )
        }
      >
        <p>
          A timeline is told from every event that names one thing. Vonage cannot be asked for those
          {value === null ? (
            "."
          ) : (
            <>
              ; it can be asked for events that hold{" "}
              <RevealedText text={value} className="mono text-text wrap-anywhere" max={200} /> as text.
            </>
          )}
        </p>
        <p>
          An operator turns the archive on with{" "}
          <code className="mono">ARCHIVE_URL=sqlite:.data/archive.db</code>.
        </p>
      </Message>
    </main>
  );
}
