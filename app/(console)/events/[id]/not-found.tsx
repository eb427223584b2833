"use client";

import { Search } from "lucide-react";
import { useParams } from "next/navigation";
import { Message } from "@/components/events/result-state";
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
  return (
    <main id="main" className="min-h-[calc(100dvh-var(--header))] bg-surface px-2 outline-none" tabIndex={-1}>
      <h1 className="sr-only">Event not found</h1>
      <title>No event has this id · Audit console</title>
      <Message
        icon={Search}
        tone="quiet"
        title="No event has this id"
        actions={
          <a href="/events" className={buttonClass("plain", "small")}>
            All events
          </a>
        }
      >
        <p>
          Vonage knows no event{" "}
          <RevealedText text={decode(id ?? "")} className="mono break-all text-text" max={200} /> in any
          account that you may read.
        </p>
        <p>Without an archive, what Vonage has forgotten is not known.</p>
      </Message>
    </main>
  );
}
