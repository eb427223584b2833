"use client";

import type { AuditEvent } from "@/lib/audit/event";
import { useAround } from "./around";

/** How many other events stand in the event's second; `null` while the hour around it is not wholly read. */
export function useSameSecond(event: AuditEvent | null, account: string): number | null {
  const { data } = useAround(event, account);
  if (!data || !event) return null;
  const same = data.events.filter((other) => other.at === event.at && other.id !== event.id).length;
  return data.receipt.complete || same > 0 ? same : null;
}
