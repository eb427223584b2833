import "server-only";
import { AuditError } from "../../audit/errors.ts";
import { EMPTY_QUERY } from "../../audit/query-params.ts";
import type { EventQuery } from "../../audit/query.ts";
import { parseSearchText } from "../../audit/query-values.ts";
import { type ResourceId, resourceKey } from "../../audit/resource-kind.ts";
import { resourcesLike } from "../../audit/resource-shape.ts";
import { resourcesOf } from "../../audit/resource.ts";
import { resolveWindow } from "../../audit/time/window.ts";
import type { Principal } from "../identity/index.ts";
import { decodeStored } from "./archived-list.ts";
import { asked } from "./asked.ts";
import { currentAsOf, recordList } from "./list.ts";
import { toQuestion } from "./question.ts";

export interface FoundResource extends ResourceId {
  /** Of an application found by its name. */
  readonly name?: string;
  /** Events that name it. */
  readonly count: number;
}

/** Events in which an application's name is looked for. */
const LOOKED_THROUGH = 200;

/** The things that a pasted text may mean and that events name: by their shape, or applications by their name. Archive only. */
export async function findResources(
  principal: Principal,
  text: string,
  account: string | null,
): Promise<FoundResource[]> {
  const given = parseSearchText(text.trim());
  const like = resourcesLike(given);
  const query: EventQuery = { ...EMPTY_QUERY, account, searchText: given };
  const { accounts, held } = asked(principal, query);
  if (held === null)
    throw new AuditError("needs_archive", "Things are looked up in the archive, and it is off.");
  await recordList(principal, accounts, query);
  const keys = accounts.map(({ apiKey }) => apiKey);
  const window = resolveWindow({ kind: "unbounded" }, currentAsOf());
  const count = (resource: ResourceId) =>
    held.archive.count(toQuestion({ ...EMPTY_QUERY, resource: [resourceKey(resource)] }, window, keys));

  const named = new Map<string, ResourceId & { name?: string }>(like.map((one) => [resourceKey(one), one]));
  if (given !== "") {
    const apps = { ...EMPTY_QUERY, searchText: given, eventTypes: ["APP_CREATE", "APP_UPDATE"] };
    const slice = { newestFirst: true, offset: 0, limit: LOOKED_THROUGH };
    const { events } = await held.archive.page(toQuestion(apps, window, keys), slice);
    for (const { kind, value, label } of decodeStored(events).flatMap(resourcesOf)) {
      const key = resourceKey({ kind, value });
      const fits = label?.toLowerCase().includes(given.toLowerCase()) ?? false;
      if (kind === "app" && label !== undefined && fits && !named.has(key))
        named.set(key, { kind, value, name: label });
    }
  }
  const counted = await Promise.all(
    [...named.values()].map(async (one) => ({ ...one, count: await count(one) })),
  );
  return counted.filter((one) => one.count > 0);
}
