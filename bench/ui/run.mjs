// `node bench/ui/run.mjs [--rounds N] [--only filters,drawer,scroll,cold,load]`: the page of events in Chromium over an archive of a million events; medians of
// 20. Prints one table. The archive is made anew when it is six days old and kept in .cache/bench-ui/ (some minutes, 2 GB).
import { bundleArchiveWorker } from "../../scripts/lib/archive-worker.mjs";
import { bundle } from "../../scripts/lib/bundle.mjs";
import { findChromium } from "../../scripts/lib/chromium.mjs";
import { build, inRoot, install, runNode } from "../../scripts/lib/project.mjs";

await install();
await build();
await bundleArchiveWorker();
const main = await bundle("bench/ui/main.ts", ".cache/bench-ui.mjs", {
  conditions: ["react-server"],
  external: ["@photostructure/sqlite", "playwright"],
});
// A million events' texts stand in memory while an archive is made.
process.exitCode = await runNode("--max-old-space-size=6144", [main, ...process.argv.slice(2)], {
  cwd: inRoot(),
  env: { ...process.env, CHROMIUM_PATH: findChromium() },
});
