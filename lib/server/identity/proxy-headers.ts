/** Request headers by which the proxy speaks to the pages behind it; values from outside are taken off before. */
export const NONCE_HEADER = "x-nonce";
/** The page's own path and query. */
export const PATH_HEADER = "x-audit-path";
/** The token for the form of the sign-in page. */
export const CSRF_HEADER = "x-audit-csrf";
