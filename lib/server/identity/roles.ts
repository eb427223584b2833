import { AuditError } from "../../audit/errors.ts";

export const ROLES = ["viewer", "analyst", "admin"] as const;
export type Role = (typeof ROLES)[number];
export type Action = "read" | "export" | "administer";

/** Account keys that may be read, or `*`: every configured account, also one configured later. */
export type Grant = readonly string[] | "*";

/** A grant as the store keeps it: `*`, or a JSON list of account keys. */
export const grantText = (accounts: Grant): string => (accounts === "*" ? "*" : JSON.stringify(accounts));
export const grantFrom = (text: string): Grant => (text === "*" ? "*" : (JSON.parse(text) as string[]));

/** Who asks, as the store knew them at this request: a role or a grant is never older than the request. */
export interface Principal {
  user: string;
  role: Role;
  accounts: Grant;
  /** Names the session in records; it opens nothing. */
  sessionId: string;
}

const ALLOWED: Readonly<Record<Role, readonly Action[]>> = {
  viewer: ["read"],
  analyst: ["read", "export"],
  admin: ["read", "export", "administer"],
};

export const isRole = (value: unknown): value is Role => ROLES.includes(value as Role);

/** For what is left out of a page; verbs `authorise`. */
export const may = (principal: Principal, action: Action): boolean =>
  ALLOWED[principal.role].includes(action);

const mayRead = (principal: Principal, accountKey: string): boolean =>
  principal.accounts === "*" || principal.accounts.includes(accountKey);

/** Throws `forbidden` or `account_forbidden`. Called in every verb; `accountKey` is the account's key, never its name. */
export function authorise(principal: Principal, action: Action, accountKey?: string): void {
  if (!may(principal, action)) {
    throw new AuditError("forbidden", `The role ${principal.role} does not cover this.`);
  }
  if (accountKey !== undefined && !mayRead(principal, accountKey)) {
    throw new AuditError("account_forbidden", "This account is not granted to you.");
  }
}
