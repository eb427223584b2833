"use client";

import { Search } from "lucide-react";
import { useParams, useSearchParams } from "next/navigation";
import { Message } from "@/components/ui/message";
import { RevealedText } from "@/components/events/revealed-text";
import { buttonClass } from "@/components/ui/button";

const decode = (id: string) => {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
};

export default function EventNotFound() {
  const { id } = useParams<{ id: string }>();
  const account = useSearchParams().get("account");
  const shown = decode(id ?? "");
  const possible = /^[A-Za-z0-9._-]{1,128}$/.test(shown);
  return (
    <main id="main" className="min-h-[calc(100dvh-var(--header))] bg-surface px-2 outline-none" tabIndex={-1}>
      <h1 className="sr-only">Event not found</h1>
      <title>No event has this id · Audit console</title>
      <Message
        icon={Search}
        tone="quiet"
        title="No event has this id"
        actions={
          <>
            {account && possible ? (
              <a href={`/events/${encodeURIComponent(shown)}`} className={buttonClass("plain", "small")}>
                Look in every account
              </a>
            ) : null}
            <a href="/events" className={buttonClass("plain", "small")}>
              All events
            </a>
          </>
        }
      >
        {possible ? (
          <p>
            Vonage knows no event <RevealedText text={shown} className="mono break-all text-text" max={200} />{" "}
            {account ? (
              <>
                in the account <RevealedText text={account} className="mono text-text" max={80} />. Other
                accounts were not asked.
              </>
            ) : (
              "in any account that you may read."
            )}
          </p>
        ) : (
          <p>
            <RevealedText text={shown} className="mono break-all text-text" max={200} /> is no event id: an id
            is 1 to 128 letters, digits, dots, underscores and hyphens.
          </p>
        )}
        <p>Without an archive, what Vonage has forgotten is not known.</p>
      </Message>
    </main>
  );
}
