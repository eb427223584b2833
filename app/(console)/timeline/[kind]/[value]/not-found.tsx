"use client";

import { Search } from "lucide-react";
import { Message } from "@/components/ui/message";
import { ResourceSearch } from "@/components/timeline/resource-search";
import { RESOURCE_KINDS } from "@/lib/audit/resource-kind";

/** An address that names no thing. Whether events name a thing is told by its timeline. */
export default function NoSuchThing() {
  return (
    <main id="main" tabIndex={-1} className="min-h-[calc(100dvh-var(--header))] bg-surface px-2 outline-none">
      <h1 className="sr-only">Timeline</h1>
      <title>No such timeline · Audit console</title>
      <Message icon={Search} tone="quiet" title="This address names no thing">
        <p>
          A timeline stands at <code className="mono">/timeline/KIND/VALUE</code>, the kind one of{" "}
          <span className="mono">{RESOURCE_KINDS.join(", ")}</span>, the value of 1 to 200 characters.
        </p>
        <ResourceSearch account={null} className="mt-3 max-w-[320px]" />
      </Message>
    </main>
  );
}
