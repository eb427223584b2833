/**
 * Where the published contract (1.0.4) says otherwise than real answers are known to be. Each correction is named, with
 * its reason; answers are held to the contract after these and nothing else.
 */
export interface Correction {
  readonly name: string;
  readonly why: string;
  apply(schemas: Schemas): void;
}

type Schema = Record<string, unknown>;
type Schemas = Record<string, Schema & { properties?: Record<string, Schema> }>;

interface Contract {
  components: { schemas: unknown };
}

function event(schemas: Schemas): Record<string, Schema> {
  const properties = schemas["AuditEvent"]?.properties;
  if (!properties) throw new Error("The contract has no AuditEvent.");
  return properties;
}

export const CORRECTIONS: readonly Correction[] = [
  {
    name: "context-any-object",
    why: "no member of the union requires a field, so most contexts fit several; and most types have no member at all",
    apply(schemas) {
      const { oneOf, ...context } = event(schemas)["context"] as Schema & { oneOf: unknown[] };
      event(schemas)["context"] = { ...context, anyOf: [...oneOf, { type: "object" }] };
    },
  },
  {
    name: "event-types-open",
    why: "the three public lists disagree; OPTIONS is the authority and changes from time to time",
    apply(schemas) {
      schemas["EventTypes"] = { type: "string" };
    },
  },
  {
    name: "created-at-zoneless-date-time",
    why: "format says date, its own example is a date-time without a zone",
    apply(schemas) {
      event(schemas)["created_at"] = {
        type: "string",
        pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$",
      };
    },
  },
  {
    name: "source-description-any-text",
    why: "seen as Customer dashboard too; its format is a sentence",
    apply(schemas) {
      event(schemas)["source_description"] = { type: "string" };
    },
  },
  {
    name: "source-ip-any-text",
    why: "seen as an empty string; addresses may be IPv6",
    apply(schemas) {
      event(schemas)["source_ip"] = { type: "string" };
    },
  },
];

/** A corrected copy. */
export function withCorrections<T extends Contract>(contract: T): T {
  const copy = structuredClone(contract);
  for (const correction of CORRECTIONS) correction.apply(copy.components.schemas as Schemas);
  return copy;
}
