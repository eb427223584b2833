import { bundle } from "./bundle.mjs";

/** The script of the archive's worker threads. Where it is looked for: lib/server/archive/sqlite/worker-script.ts. */
export const bundleArchiveWorker = (outfile = ".cache/archive-worker.mjs") =>
  bundle("lib/server/archive/sqlite/worker.ts", outfile, {
    // `server-only` is empty under this condition; the native module is loaded from node_modules.
    conditions: ["react-server"],
    external: ["@photostructure/sqlite"],
  });
