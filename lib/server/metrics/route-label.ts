/** What a metric calls an address: the route's own pattern. Ids, names and made-up paths never become labels. */
const EXACT = new Set([
  "/",
  "/access-log",
  "/archive",
  "/api/access-log",
  "/api/archive",
  "/api/archive/discrepancies",
  "/api/event-types",
  "/api/events",
  "/api/events/arrived",
  "/api/events/export",
  "/api/events/first-seen",
  "/api/events/summary",
  "/api/health",
  "/events",
  "/metrics",
  "/settings/connection",
  "/sign-in",
  "/timeline",
]);

const PATTERNS: readonly [RegExp, string][] = [
  [/^\/api\/archive\/[^/]+$/, "/api/archive/[act]"],
  [/^\/api\/auth\//, "/api/auth/[...nextauth]"],
  [/^\/api\/events\/[^/]+$/, "/api/events/[id]"],
  [/^\/api\/events\/[^/]+\/history$/, "/api/events/[id]/history"],
  [/^\/api\/exports\/[^/]+$/, "/api/exports/[id]"],
  [/^\/api\/resources\/[^/]+\/[^/]+$/, "/api/resources/[kind]/[value]"],
  [/^\/api\/resources\/[^/]+\/[^/]+\/timeline$/, "/api/resources/[kind]/[value]/timeline"],
  [/^\/api\//, "/api/[...rest]"],
  [/^\/events\/[^/]+$/, "/events/[id]"],
  [/^\/timeline\/[^/]+\/[^/]+$/, "/timeline/[kind]/[value]"],
  [/^\/_next\/static\//, "static"],
];

export function routeLabel(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  if (EXACT.has(path)) return path;
  return PATTERNS.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}
