import "server-only";

export { safeCallbackPath } from "./callback-path.ts";
export { csrfTokenForForm, getPrincipal, pagePrincipal, requirePrincipal, signInPath } from "./principal.ts";
export { authorise, may, mayRead, type Action, type Grant, type Principal, type Role } from "./roles.ts";
