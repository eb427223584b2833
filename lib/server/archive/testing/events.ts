import { decodeEvent } from "../../../audit/decode-event.ts";
import type { AuditEvent, Instant } from "../../../audit/event.ts";
import { keyOf } from "../../vonage/key-of.ts";

export const ACCOUNT = "7c9e4b21";

/** `12:00:07` of the day that all tests share, in ms. */
export const at = (time: string, day = "2026-11-20"): Instant => Date.parse(`${day}T${time}Z`);

/** An event from its exact text. */
export const fromText = (raw: string): AuditEvent => decodeEvent(raw, { zone: "UTC", keyOf });

/** An event of ordinary fields; `undefined` takes one away. */
export function event(id: string, time: Instant, fields: Record<string, unknown> = {}): AuditEvent {
  return fromText(
    JSON.stringify({
      id,
      event_type: "NUMBER_ASSIGN",
      event_type_description: "Number assigned",
      created_at: new Date(time).toISOString().slice(0, 19),
      user_email: "jonas.hale@acme.example",
      user_id: 48213,
      account_id: ACCOUNT,
      source: "CD",
      source_description: "Customer Dashboard",
      source_ip: "203.0.113.77",
      source_country: "SC",
      context: { country: "GB", msisdn: "447700900001" },
      ...fields,
    }),
  );
}
