import type { AuditEvent } from "../../../audit/event.ts";
import type { Reading } from "../archive.ts";
import { ACCOUNT, at } from "./events.ts";

/** A complete reading of a window of the shared day. */
export const reading = (
  from: string | null,
  to: string,
  events: readonly AuditEvent[],
  more: Partial<Reading> = {},
): Reading => ({
  account: ACCOUNT,
  from: from === null ? null : at(from),
  to: at(to),
  settled: true,
  readAt: at("12:00:00"),
  events,
  ...more,
});
