// `npm run archive:checkpoint|verify|backup`: proof and copies of the archive. Bundled, since Node 20 runs no TypeScript.
import { existsSync } from "node:fs";
import { bundle } from "./lib/bundle.mjs";
import { inRoot, install, runNode } from "./lib/project.mjs";

async function main() {
  if (!existsSync(inRoot("node_modules"))) await install();
  const command = await bundle("lib/server/archive/command/main.ts", ".cache/archive.mjs", {
    // `server-only` is empty under this condition; the native module is loaded from node_modules.
    conditions: ["react-server"],
    external: ["@photostructure/sqlite"],
  });
  process.exitCode = await runNode(command, process.argv.slice(2), { cwd: process.cwd() });
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
