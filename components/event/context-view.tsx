"use client";

import { useMemo } from "react";
import type { AuditEvent } from "@/lib/audit/event";
import { resourcesOf } from "@/lib/audit/resource";
import { CONTEXT_VIEWS } from "./context";

/** The event's context by its kind; one that is missing or too large says so and points at the raw event. */
export function ContextView({ event, account }: { event: AuditEvent; account: string }) {
  const { context } = event;
  const resources = useMemo(() => resourcesOf(event), [event]);
  if (context.kind === "absent") return <p className="text-12 text-text-2">The event carries no context.</p>;
  if (context.kind === "opaque") {
    return <p className="text-12 text-partial">The context is too large or too deep to lay out. It stands whole in the raw event.</p>;
  }
  const View = CONTEXT_VIEWS[context.kind];
  return <View node={context.node} resources={resources} account={account} />;
}
