import "server-only";

export { record, recordAct } from "./access-record.ts";
export { canRecord } from "./can-record.ts";
export { safeCallbackPath } from "./callback-path.ts";
export { findAccessRecords } from "./find-access-records.ts";
export { assertOwnSite } from "./own-origin.ts";
export { sentQuery } from "./peer-address.ts";
export { csrfTokenForForm, getPrincipal, pagePrincipal, requirePrincipal } from "./principal.ts";
export { authorise, may, type Principal } from "./roles.ts";
export { identity } from "./settings.ts";
