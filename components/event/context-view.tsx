"use client";

import { useMemo } from "react";
import type { AuditEvent } from "@/lib/audit/event";
import { meaningOf } from "@/lib/audit/meaning";
import { namedIn } from "@/lib/audit/resource-keys";
import { CONTEXT_VIEWS } from "./context";

/** The event's context by its kind; one that is missing or too large says so and points at the raw event. */
export function ContextView({ event, account }: { event: AuditEvent; account: string }) {
  const { context } = event;
  const resources = useMemo(() => {
    const found = context.node === null ? [] : namedIn(context.node, meaningOf(event.type).about);
    const labels = new Map(
      found.flatMap((one) => (one.label ? [[`${one.kind}:${one.value}`, one.label] as const] : [])),
    );
    return new Map(
      found.map((one) => {
        const label = labels.get(`${one.kind}:${one.value}`);
        return [one.path.replace(/^context\./, ""), label ? { ...one, label } : one];
      }),
    );
  }, [event, context]);
  if (context.kind === "absent") return <p className="text-12 text-text-2">The event carries no context.</p>;
  if (context.kind === "opaque") {
    return (
      <p className="text-12 text-partial">
        The context is too large or too deep to lay out. It stands whole in the raw event.
      </p>
    );
  }
  const View = CONTEXT_VIEWS[context.kind];
  return <View node={context.node} resources={resources} account={account} at={event.at} />;
}
