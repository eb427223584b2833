import { OPTIONS_BODY } from "../data/event-types";
import type { Operation } from "../faults/rules";
import type { Account } from "../account";
import { BadRequest, parseListQuery } from "./list-query";
import { listReply, type ListFaults } from "./list-reply";
import { errorReply, json, type Reply } from "./reply";

export const BASE = "/beta/audit";

export interface Asked {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly params: URLSearchParams;
  readonly operation: Operation;
}

export function operationOf(method: string, path: string): Operation {
  if (path === `${BASE}/events`) return method === "OPTIONS" ? "types" : "list";
  return path.startsWith(`${BASE}/events/`) ? "event" : "other";
}

export function pageOf(params: URLSearchParams): number {
  return Number(params.get("page") ?? 1);
}

/** The key and secret of HTTP Basic; null when the header has none. */
export function credentials(header: string | undefined): { key: string; secret: string } | null {
  const encoded = /^basic +([A-Za-z0-9+/=_-]+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? null : { key: text.slice(0, colon), secret: text.slice(colon + 1) };
}

export function unauthorized(given: boolean): Reply {
  const message = given
    ? "Full authentication is required. Credentials are not valid."
    : 'Full authentication is required. JWT was not found in "Authorization" HTTP header.';
  return errorReply(401, message, { "www-authenticate": 'Basic realm="Vonage API"' });
}

function eventReply(account: Account, path: string, faults: ListFaults): Reply {
  let id = path.slice(`${BASE}/events/`.length);
  try {
    id = decodeURIComponent(id);
  } catch {
    // Not percent-encoding: then it is the id as it stands, which is nobody's.
  }
  const bytes = account.store.find(id);
  if (!bytes) return errorReply(404, `Event with provided id: ${id} was not found`);
  return json(200, faults.rewrite ? faults.rewrite(0, bytes.toString()) : bytes);
}

/** The published API, for one account whose caller has proved who it is. */
export function respond(account: Account, asked: Asked, faults: ListFaults): Reply {
  const { operation, method } = asked;
  if (operation === "other") return errorReply(404, `No resource was found at ${asked.path}`);
  if (operation === "types") return json(200, OPTIONS_BODY, { allow: "GET,OPTIONS" });
  if (method !== "GET")
    return errorReply(405, `Request method ${method} is not supported`, { allow: "GET,OPTIONS" });
  if (operation === "event") return eventReply(account, asked.path, faults);
  try {
    const query = parseListQuery(asked.params);
    return listReply(account.store, account.selector.select(query), query, account.order, asked, faults);
  } catch (error) {
    if (error instanceof BadRequest) return errorReply(400, error.message);
    throw error;
  }
}
