// `node bench/archive/run.mjs [--events 100000,1000000] [--seconds N]`: the archive beside the bare SQL of the same question, on the
// same file, in one run; N seconds (20) for each group of questions, quiet and beside a backfill. Archives are made once and kept in
// .cache/bench-archive/ (a million events: some minutes, 1.5 GB).
import { bundleArchiveWorker } from "../../scripts/lib/archive-worker.mjs";
import { bundle } from "../../scripts/lib/bundle.mjs";
import { inRoot, install, runNode } from "../../scripts/lib/project.mjs";

await install();
await bundleArchiveWorker();
const main = await bundle("bench/archive/main.ts", ".cache/bench-archive.mjs", {
  conditions: ["react-server"],
  external: ["@photostructure/sqlite"],
});
// A million events' texts stand in memory while an archive is made.
process.exitCode = await runNode("--max-old-space-size=6144", [main, ...process.argv.slice(2)], {
  cwd: inRoot(),
});
