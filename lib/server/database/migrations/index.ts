import type { Migration } from "kysely";
import * as usersAndSessions from "./0001-users-and-sessions.ts";
import * as singleSignOn from "./0002-single-sign-on.ts";
import * as accessRecords from "./0003-access-records.ts";
import * as storeChecks from "./0004-store-checks.ts";
import * as exportsOfEvents from "./0005-exports.ts";

/** The console store's steps, forward only. A name, once released, never changes; the next begins with the next number. */
export const consoleMigrations: Readonly<Record<string, Migration>> = {
  "0001-users-and-sessions": usersAndSessions,
  "0002-single-sign-on": singleSignOn,
  "0003-access-records": accessRecords,
  "0004-store-checks": storeChecks,
  "0005-exports": exportsOfEvents,
};
