import "server-only";
import { AuditError, badParameter } from "../../audit/errors.ts";
import type { AuditEvent, Instant } from "../../audit/event.ts";
import { EMPTY_QUERY } from "../../audit/query-params.ts";
import { resourceItem } from "../../audit/query-values.ts";
import { type FieldState, stateAt } from "../../audit/resource-state.ts";
import { parseResourceKey, type ResourceId, resourceKey } from "../../audit/resource-kind.ts";
import { plain } from "../../audit/resource-shape.ts";
import type { Receipt } from "../../audit/receipt.ts";
import { toIso } from "../../audit/time/format.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import type { Archive } from "../archive/archive.ts";
import type { Principal } from "../identity/index.ts";
import { decodeStored } from "./archived-list.ts";
import { asked } from "./asked.ts";
import { currentAsOf, recordList } from "./list.ts";
import { toQuestion } from "./question.ts";
import { reach } from "./reach.ts";
import { archiveReceipt } from "./receipts.ts";

export interface ResourceState {
  resource: ResourceId;
  /** ISO 8601, UTC. */
  at: string;
  state: FieldState[];
  /** Events that name it up to then. */
  total: number;
  gaps: Receipt["gaps"];
  receipt: Receipt;
}

const CHUNK = 500;
/** More events than this of one thing are not replayed: the latest are, and the receipt says "page". */
const MOST = 10_000;

/** What is known of one thing at a moment, `null` being now: replayed from every archived event that names it. */
export async function resourceState(
  principal: Principal,
  { kind, value, account, at }: { kind: string; value: string; account: string | null; at: Instant | null },
): Promise<ResourceState> {
  const resource = readResource(kind, value);
  const query = { ...EMPTY_QUERY, account, resource: [resourceKey(resource)] };
  const { accounts, held } = asked(principal, { ...EMPTY_QUERY, account });
  if (held === null)
    throw new AuditError(
      "needs_archive",
      "The state of a thing is replayed from the archive, and it is off.",
    );
  const asOf = currentAsOf();
  const moment = Math.min(at ?? asOf, asOf);
  await recordList(principal, accounts, query);

  const keys = accounts.map(({ apiKey }) => apiKey);
  const window = resolveWindow({ kind: "absolute", from: null, to: moment }, asOf);
  const found = await reach(held, keys, window, { wait: true });
  const until = toQuestion(query, window, keys);
  const before = await readAll(held.archive, until, true);
  // What stands after may carry what stood before: only the first of each field counts, so the earliest are enough.
  const after = await readAll(held.archive, { ...until, from: moment + 1000, to: asOf }, false);
  const total = await held.archive.count(until);
  const receipt = archiveReceipt(window, found, {
    counted: before.length,
    arrivedSince: null,
    lateSince: await held.archive.lateSince(until, moment),
  });
  const cut = before.length < total;
  return {
    resource,
    at: toIso(moment),
    state: stateAt(resource, [...before, ...after], moment, found.gaps),
    total,
    gaps: receipt.gaps,
    receipt: cut && receipt.complete ? { ...receipt, complete: false, reason: "page" } : receipt,
  };
}

/** The thing that an address names. Throws `bad_parameter` for a kind that is none and a value that no thing can have. */
export function readResource(kind: string, value: string): ResourceId {
  const key = resourceItem(`${kind}:${value}`, (detail) => badParameter("resource", detail));
  const resource = parseResourceKey(key);
  if (resource === null) throw badParameter("resource", "A resource is a kind and a value.");
  return { ...resource, value: plain(resource.kind, resource.value) };
}

async function readAll(
  archive: Archive,
  question: ReturnType<typeof toQuestion>,
  newestFirst: boolean,
): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  while (events.length < MOST) {
    const page = await archive.page(question, { newestFirst, offset: events.length, limit: CHUNK });
    events.push(...decodeStored(page.events));
    if (page.events.length < CHUNK) break;
  }
  return events;
}
