import { decodeEvent, isUsableId } from "../../audit/decode-event.ts";
import { badParameter } from "../../audit/errors.ts";
import type { AuditEvent } from "../../audit/event.ts";
import { JsonTextError } from "../../audit/json-walk.ts";
import { lacksId } from "../../audit/marks.ts";
import type { CallOptions } from "./ask.ts";
import { checkWidth } from "./check-width.ts";
import { call } from "./client.ts";
import { WrongShape } from "./errors/index.ts";
import { keyOf } from "./key-of.ts";
import type { Upstream } from "./upstream.ts";

const TELLING = ["id", "event_type", "created_at", "account_id"];

/**
 * `GET /events/{id}`, with the reply's exact text as `raw`; `null` when upstream knows no such event. Throws `bad_parameter` for an id
 * that cannot stand in a URL, `UpstreamError`s for all else.
 */
export async function getEvent(
  upstream: Upstream,
  id: string,
  options?: CallOptions,
): Promise<AuditEvent | null> {
  // A dot segment would be resolved away, and ask for the list.
  if (!isUsableId(id) || id === "." || id === "..")
    throw badParameter("id", "An event's id is 1 to 128 letters, digits, dots, underscores and hyphens.");
  const ask = { method: "GET", path: `/events/${id}`, maxBytes: upstream.limits.eventBytes } as const;
  const { reply, request } = await call(upstream, ask, options);
  if (reply.status === 404) return null;
  if (reply.status !== 200) throw new WrongShape(request, `it has the status ${reply.status}`);
  try {
    checkWidth(reply.text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const many = error.reason === "too_many";
    throw new WrongShape(request, many ? "it holds more than an event can" : "it is not a JSON object");
  }
  const event = decodeEvent(reply.text, { zone: upstream.zone, keyOf });
  if (event.marks.includes("wrong_type:event")) throw new WrongShape(request, "it is not a JSON object");
  // An error sent with 200, or another event, is not the event that was asked for. One whose own id is no good still is.
  const another = event.id !== id && !lacksId(event.marks) && !event.marks.includes("wrong_type:id");
  if (another || TELLING.every((field) => event.marks.includes(`missing:${field}`)))
    throw new WrongShape(request, "it is not the event that was asked for");
  return event;
}
