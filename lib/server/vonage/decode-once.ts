import { decodeEvent } from "../../audit/decode-event.ts";
import type { AuditEvent } from "../../audit/event.ts";
import { keyOf } from "./key-of.ts";

/** Some dozens of pages of usual events; one that is longer than usual is not worth its place. */
const MOST_KEPT = 2000;
const MOST_LENGTH = 4096;
const kept = new Map<string, AuditEvent>();
let keptZone = "";

/**
 * An event from its exact text, read once: audit events never change, and polls and pages bring the same ones again and again.
 * Equal bytes are the same event, whichever account they came from, since an event holds nothing but its bytes.
 */
export function decodeOnce(raw: string, zone: string): AuditEvent {
  if (zone !== keptZone) {
    kept.clear();
    keptZone = zone;
  }
  const known = kept.get(raw);
  if (known) return known;
  if (raw.length > MOST_LENGTH) return decodeEvent(raw, { zone, keyOf });
  // A copy: a slice would hold on to the whole reply it was cut from.
  const own = Buffer.from(raw, "utf16le").toString("utf16le");
  const event = decodeEvent(own, { zone, keyOf });
  kept.set(own, event);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
  return event;
}
