import "server-only";

export { HOME, safeCallbackPath } from "./callback-path.ts";
export { isCrossSite, ownOrigin } from "./own-origin.ts";
export { csrfTokenForForm, getPrincipal, pagePrincipal, requirePrincipal, signInPath } from "./principal.ts";
export { authorise, may, mayRead, type Action, type Grant, type Principal, type Role } from "./roles.ts";
