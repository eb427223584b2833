// Bundles the archive's worker threads into .cache/, for a build that is not made by `npm start`.
import { bundleArchiveWorker } from "./lib/archive-worker.mjs";

await bundleArchiveWorker();
