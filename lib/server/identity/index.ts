import "server-only";

export { safeCallbackPath } from "./callback-path.ts";
export { csrfTokenForForm, getPrincipal, pagePrincipal, requirePrincipal } from "./principal.ts";
export { authorise, type Principal } from "./roles.ts";
