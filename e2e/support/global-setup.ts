import { existsSync } from "node:fs";

/** The suite tests what is shipped: without the build there is nothing to test. */
export default function globalSetup() {
  if (!existsSync(".next/standalone/server.js"))
    throw new Error("There is no build: run `npm test`, or `npx next build` first.");
}
