import type { AuditEvent } from "./event.ts";
import { resourceKey, resourcesOf } from "./resource.ts";

/** Names of things by `resourceKey`. */
export type Names = ReadonlyMap<string, string>;

/** Names of applications that events tell, each from the latest that tells it. */
export function learnNames(events: readonly AuditEvent[]): Names {
  const names = new Map<string, string>();
  const oldestFirst = events.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
  for (const event of oldestFirst) {
    for (const resource of resourcesOf(event)) {
      if (resource.label !== undefined) names.set(resourceKey(resource), resource.label);
    }
  }
  return names;
}
