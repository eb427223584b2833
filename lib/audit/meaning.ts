import { type Family, familyOf } from "./event-types.ts";
import type { ResourceKind } from "./resource-kind.ts";

/** What a type itself says, whatever its context carries. */
export interface Meaning {
  /** The kind of thing the event is about; `null` for a type that nobody knows. */
  readonly about: ResourceKind | null;
  /** What follows the thing in the sentence: "Number 447… assigned". */
  readonly verb?: string;
  /** The whole sentence, where no thing stands in it. */
  readonly says?: string;
  /** A state that the type means without carrying it. `null` is "none". */
  readonly implies?: { readonly field: string; readonly value: string | null };
  /** The thing began here: nothing of it has a value before. */
  readonly creates?: boolean;
  /** An act that leaves no state behind: its context describes the act, not the thing. */
  readonly stateless?: boolean;
}

const yes = (field: string) => ({ field, value: "true" });
const no = (field: string) => ({ field, value: "false" });

// The single table of types. `exists`, `enabled`, `assigned` and `allow-listed` are our names for what the type means.
const MEANINGS: Record<string, Meaning> = {
  APP_CREATE: { about: "app", verb: "created", implies: yes("exists"), creates: true },
  APP_UPDATE: { about: "app", verb: "updated" },
  APP_DELETE: { about: "app", verb: "deleted", implies: no("exists") },
  APP_ENABLE: { about: "app", verb: "enabled", implies: yes("enabled") },
  APP_DISABLE: { about: "app", verb: "disabled", implies: no("enabled") },
  NUMBER_ASSIGN: { about: "number", verb: "assigned", implies: yes("assigned") },
  NUMBER_RELEASE: { about: "number", verb: "released", implies: no("assigned") },
  NUMBER_USER_CANCELED: { about: "number", verb: "canceled by user", implies: no("assigned") },
  NUMBER_UPDATED: { about: "number", verb: "updated" },
  NUMBER_LINKED: { about: "number", verb: "linked" },
  NUMBER_UNLINKED: { about: "number", verb: "unlinked" },
  ACCOUNT_SECRET_CREATE: { about: "secret", verb: "created", implies: yes("exists"), creates: true },
  ACCOUNT_SECRET_DELETE: { about: "secret", verb: "deleted", implies: no("exists") },
  IP_WHITELIST_CREATE: { about: "ip", verb: "allow-listed", implies: yes("allow-listed") },
  IP_WHITELIST_DELETE: { about: "ip", verb: "removed from the allow-list", implies: no("allow-listed") },
  AUTORELOAD_ENABLE: { about: "account", verb: "enabled", implies: yes("enabled") },
  AUTORELOAD_UPDATE: { about: "account", verb: "updated" },
  AUTORELOAD_DISABLE: { about: "account", verb: "disabled", implies: no("enabled") },
  USER_CREATE: { about: "user", implies: yes("exists"), creates: true },
  USER_LOGIN: { about: "user", says: "Signed in to the Customer Dashboard", stateless: true },
  USER_LOGOUT: { about: "user", says: "Signed out of the Customer Dashboard", stateless: true },
  USER_PRODUCT_SEARCH: { about: "user", stateless: true },
};

const ABOUT: Record<Family, ResourceKind | null> = {
  user: "user",
  number: "number",
  app: "app",
  account: "account",
  ip: "ip",
  reload: "account",
  other: null,
};

/** Of a type that no table knows, its family tells what it is about, and nothing more. */
export const meaningOf = (type: string): Meaning =>
  (Object.hasOwn(MEANINGS, type) ? MEANINGS[type] : undefined) ?? { about: ABOUT[familyOf(type)] };
