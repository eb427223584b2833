/**
 * The policy of every page: nothing runs but scripts that carry this request's nonce, and what those load. Style attributes
 * stay allowed, since positioned popovers need them; style elements need the nonce. `formTargets` are other origins that a form of
 * this page may lead to: a browser follows the policy through the form's redirects too.
 */
export function contentSecurityPolicy(
  nonce: string,
  development: boolean,
  formTargets: readonly string[] = [],
): string {
  return [
    "default-src 'none'",
    // React rebuilds server stacks with eval while developing, and only then.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "manifest-src 'self'",
    ["form-action 'self'", ...formTargets].join(" "),
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}

/** For answers that are no page: nothing in them may run or be framed. */
export const CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** A year, and names below ours too (ASVS 5.0, 3.4.1). */
const HSTS = "max-age=31536000; includeSubDomains";

/** What every answer carries, files and errors too. A page's own policy takes the place of the closed one. */
export function securityHeaders(https: boolean): readonly (readonly [name: string, value: string])[] {
  return [
    ["content-security-policy", CLOSED_POLICY],
    ["x-content-type-options", "nosniff"],
    // Our URLs hold addresses and names of people: no other site learns them.
    ["referrer-policy", "same-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    [
      "permissions-policy",
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    ],
    ...(https ? ([["strict-transport-security", HSTS]] as const) : []),
  ];
}
