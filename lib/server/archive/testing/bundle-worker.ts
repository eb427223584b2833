import { bundleArchiveWorker } from "../../../../scripts/lib/archive-worker.mjs";

/** Before any spec: the archive's threads run what stands in the sources now. */
export default async function setup(): Promise<void> {
  await bundleArchiveWorker();
}
