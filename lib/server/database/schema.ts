import type { ColumnType } from "kysely";

/**
 * The console store: who may enter, who has entered, what they looked at, and what they took away. Written for both engines: times are milliseconds since 1970 in a
 * `bigint`, lists are JSON in `text`, nothing rests on an engine's own types.
 */
export interface ConsoleSchema {
  users: UsersTable;
  sessions: SessionsTable;
  access_records: AccessRecordsTable;
  exports: ExportsTable;
  /** When it was last proved that the store can be written; one row. */
  store_checks: { id: number; at: number };
}

export interface UsersTable {
  /** Lower case; the key, since a name is what the access record will carry. */
  name: string;
  /** argon2id in PHC form; null when the user can only come by single sign-on. */
  password_hash: string | null;
  role: "viewer" | "analyst" | "admin";
  /** `*` for every configured account, else a JSON list of account keys. Never null: an absent grant must not mean all. */
  accounts: string;
  created_at: ColumnType<number, number, never>;
  disabled_at: number | null;
  /** Both set for a person who comes by single sign-on, together unique: what the provider calls itself and them. */
  oidc_issuer: ColumnType<string | null, string | null | undefined, string | null>;
  oidc_subject: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface SessionsTable {
  /** SHA-256 of the id in the cookie: a copy of the store opens no session. */
  id_hash: string;
  user_name: string;
  created_at: ColumnType<number, number, never>;
  last_seen_at: number;
  expires_at: ColumnType<number, number, never>;
  revoked_at: number | null;
  /** What the groups gave at sign-in, for as long as the session lasts; null for local users, whose row says it. */
  role: ColumnType<
    "viewer" | "analyst" | "admin" | null,
    "viewer" | "analyst" | "admin" | null | undefined,
    never
  >;
  accounts: ColumnType<string | null, string | null | undefined, never>;
}

/** Written once and never changed: no column can be updated, and nothing in the program deletes a row. */
export interface AccessRecordsTable {
  /** 1, 2, 3, … in the order of writing, without gaps. */
  id: ColumnType<number, number, never>;
  at: ColumnType<number, number, never>;
  /** The user's name; of a refused sign-in the name that was typed. */
  reader: ColumnType<string, string, never>;
  verb: ColumnType<string, string, never>;
  /** The API key of the account that was read; null where none was. */
  account: ColumnType<string | null, string | null, never>;
  query: ColumnType<string, string, never>;
  /** `sessions.id_hash`: which records belong together. It opens nothing. */
  session: ColumnType<string | null, string | null, never>;
  address: ColumnType<string, string, never>;
}

/** A row an export, written when it begins and once more when it ends. One that stands as running and is not has died with its process. */
export interface ExportsTable {
  id: ColumnType<string, string, never>;
  /** Its owner, by name. */
  reader: ColumnType<string, string, never>;
  account: ColumnType<string, string, never>;
  query: ColumnType<string, string, never>;
  format: ColumnType<string, string, never>;
  name: ColumnType<string, string, never>;
  state: "running" | "done" | "aborted" | "failed";
  events: number;
  total: number | null;
  bytes: number;
  sha256: string | null;
  /** JSON. */
  receipt: string | null;
  /** JSON; why it failed. */
  problem: string | null;
  started_at: ColumnType<number, number, never>;
  ended_at: number | null;
}
