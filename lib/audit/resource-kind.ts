export const RESOURCE_KINDS = ["app", "number", "user", "ip", "secret", "account"] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export interface ResourceId {
  readonly kind: ResourceKind;
  readonly value: string;
}

/** `kind:value`, as in `resource=` and in facets. */
export const resourceKey = ({ kind, value }: ResourceId): string => `${kind}:${value}`;

/** The reverse; `null` for anything else. The value may hold colons (IPv6). */
export function parseResourceKey(key: string): ResourceId | null {
  const at = key.indexOf(":");
  const kind = RESOURCE_KINDS.find((known) => known === key.slice(0, at));
  return kind === undefined || at === key.length - 1 ? null : { kind, value: key.slice(at + 1) };
}
