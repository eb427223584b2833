import { readFileSync } from "node:fs";

const manifest = (): [file: string, path: string][] =>
  Object.entries(
    JSON.parse(readFileSync(".next/app-path-routes-manifest.json", "utf8")) as Record<string, string>,
  );

/** Every route handler of the build: a new one is here without being named. */
export const builtRoutes = (): string[] =>
  manifest().flatMap(([file, path]) => (file.endsWith("/route") ? [path] : []));

/** Every page of it, but Next's own for errors. */
export const builtPages = (): string[] =>
  manifest().flatMap(([file, path]) => (file.endsWith("/page") && !path.startsWith("/_") ? [path] : []));

export const builtPaths = (): string[] => [...builtPages(), ...builtRoutes()];

/** An address of a route or page: its pattern with something in each place. */
export const pathOf = (pattern: string, id = "5040cd5c-277a-4b64-8d97-3ad068183ff7"): string =>
  pattern
    .replace("[...rest]", "no/such/address")
    .replace("[...nextauth]", "session")
    .replace("[id]", id)
    .replace("[kind]/[value]", "number/447700900678")
    .replace("[act]", "verify");
