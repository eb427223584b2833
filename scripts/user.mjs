// `npm run user -- …`: local users and what they may read. Bundled, since Node 20 runs no TypeScript.
import { existsSync } from "node:fs";
import { bundle } from "./lib/bundle.mjs";
import { inRoot, install, runNode } from "./lib/project.mjs";

async function main() {
  if (!existsSync(inRoot("node_modules"))) await install();
  const command = await bundle("lib/server/identity/user-command.ts", ".cache/user.mjs", {
    // `server-only` is empty under this condition; native modules are loaded from node_modules.
    conditions: ["react-server"],
    external: ["@photostructure/sqlite", "@node-rs/argon2"],
  });
  process.exitCode = await runNode(command, process.argv.slice(2));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
