import type { AuditEvent } from "@/lib/audit/event";
import { primaryResource, resourceKey, resourcesOf } from "@/lib/audit/resource";
import type { ResourceKind } from "@/lib/audit/resource-kind";

/** On what the events around one can be matched with it. */
export interface Match {
  readonly id: string;
  readonly label: string;
  fits(other: AuditEvent): boolean;
}

const KINDS: Readonly<Partial<Record<ResourceKind, string>>> = {
  app: "application",
  number: "number",
  secret: "secret",
};

/** What this event carries that another may carry too; the first is everything. */
export function matchesOf(event: AuditEvent): Match[] {
  const { userEmail, userId, sourceIp, sourceCountry } = event;
  const matches: Match[] = [{ id: "all", label: "All", fits: () => true }];
  const add = (id: string, what: string, fits: Match["fits"]) =>
    matches.push({ id, label: `Same ${what}`, fits });
  if (userEmail ?? userId)
    add("actor", "actor", (other) =>
      userEmail === null ? other.userId === userId : other.userEmail === userEmail,
    );
  if (sourceIp) add("address", "address", (other) => other.sourceIp === sourceIp);
  if (sourceCountry) add("country", "country", (other) => other.sourceCountry === sourceCountry);
  const resource = primaryResource(event);
  const kind = resource && KINDS[resource.kind];
  if (resource && kind) {
    const key = resourceKey(resource);
    add("resource", kind, (other) => resourcesOf(other).some((one) => resourceKey(one) === key));
  }
  return matches;
}
