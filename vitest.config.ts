import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "@": here("./"),
      // `server-only` throws outside Next; tests of server modules are servers too.
      "server-only": here("./lib/server/testing/server-only.ts"),
    },
  },
  test: {
    include: ["{app,components,lib,simulator,scripts}/**/*.spec.{ts,tsx}"],
    globalSetup: ["lib/server/archive/testing/bundle-worker.ts"],
    testTimeout: 20_000,
    // Starting a server takes long where the machine has other work.
    hookTimeout: 60_000,
    // Two cores: the machine also runs the servers under test.
    maxWorkers: 2,
  },
});
