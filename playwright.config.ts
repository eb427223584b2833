import { defineConfig, devices } from "playwright/test";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The production build in a real browser, against the simulator over real HTTP. */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/support/global-setup.ts",
  fullyParallel: false,
  // Two cores: the console, the simulator and the browser share them.
  workers: 1,
  // On a busy machine one test in a thousand loses a race: it is run again, and named as flaky. The whole run forgives nothing.
  retries: process.env["AUDIT_TEST_FULL"] ? 0 : 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json"]],
  outputDir: "test-results",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Madrid",
    // A trace of each test costs a fifth of its time.
    trace: process.env["AUDIT_TEST_TRACE"] ? "retain-on-failure" : "off",
    launchOptions: {
      args: FLAGS,
      ...(process.env["CHROMIUM_PATH"] ? { executablePath: process.env["CHROMIUM_PATH"] } : {}),
    },
  },
});
