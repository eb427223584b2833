import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { StoreError } from "../../database/store-error.ts";

// Node runs no TypeScript and the server's bundler sees no thread: the worker is bundled on its own (scripts/lib/archive-worker.mjs),
// beside the built server, which works in its own folder, or into .cache of the repository.
const PLACES = ["archive-worker.mjs", ".cache/archive-worker.mjs"];

export function workerScript(): string {
  const found = PLACES.map((place) => resolve(/* turbopackIgnore: true */ process.cwd(), place)).find(
    (path) => existsSync(path),
  );
  if (found === undefined)
    throw new StoreError(
      `The archive's worker is not built: ${PLACES.join(" and ")} are missing in ${process.cwd()}. npm start builds it.`,
    );
  return found;
}
