// `npm run simulator -- …`: the Audit API on its own, for development and tests.
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { bundle } from "./lib/bundle.mjs";
import { inRoot, install, runNode } from "./lib/project.mjs";

/** The path of the runnable simulator, made anew when one of its sources is newer. */
export const bundleSimulator = () => bundle("simulator/main.ts", ".cache/simulator.mjs");

async function main() {
  const [first, ...rest] = process.argv.slice(2);
  if (!existsSync(inRoot("node_modules"))) await install();
  if (first === "bench") {
    process.exitCode = await runNode(await bundle("simulator/bench.ts", ".cache/simulator-bench.mjs"), rest);
  } else process.exitCode = await runNode(await bundleSimulator(), process.argv.slice(2));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
