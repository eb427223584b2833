// `npm test`: everything on a fresh clone, and "N passed, N failed" as the last line. `--full` runs the large matrices whole.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { findChromium } from "./lib/chromium.mjs";
import { build, inRoot, install, runNode } from "./lib/project.mjs";

const full = process.argv.includes("--full");
const only = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const bin = (...path) => inRoot("node_modules", ...path);
const results = { passed: 0, failed: 0 };
const failures = [];

function count(name, passed, failed) {
  results.passed += passed;
  results.failed += failed;
  if (failed > 0) failures.push(name);
}

/** A file that could not even be collected has no failed test to count, and is a failure all the same. */
function vitestCounts({ numPassedTests, numFailedTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

const wanted = (name) => only.length === 0 || only.includes(name);

/** A tool that passes or fails as a whole counts as one test. */
async function check(name, file, args) {
  if (!wanted(name)) return;
  console.log(`\n— ${name}`);
  const code = await runNode(file, args);
  count(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1);
}

/** A suite that leaves a JSON report: its own counts; no report, or none run, is a failure. */
async function suite(name, file, args, report, read, env) {
  if (!wanted(name)) return;
  console.log(`\n— ${name}`);
  rmSync(report, { force: true });
  const code = await runNode(file, args, { env: { ...process.env, ...env } });
  if (!existsSync(report)) return count(name, 0, 1);
  const { passed, failed } = read(JSON.parse(readFileSync(report, "utf8")));
  count(name, passed, failed === 0 && (code !== 0 || passed === 0) ? 1 : failed);
}

async function main() {
  await install();
  mkdirSync(inRoot(".cache"), { recursive: true });
  const env = { AUDIT_TEST_FULL: full ? "1" : "", NEXT_TELEMETRY_DISABLED: "1" };

  if (wanted("types"))
    spawnSync(process.execPath, [bin("next", "dist", "bin", "next"), "typegen"], {
      cwd: inRoot(),
      env: { ...process.env, ...env },
    });
  await check("types", bin("typescript", "bin", "tsc"), ["--noEmit"]);
  await check("lint", bin("oxlint", "bin", "oxlint"), ["--deny-warnings"]);
  await check("format", bin("prettier", "bin", "prettier.cjs"), ["--check", "--log-level", "warn", "."]);
  await check("unused", bin("knip", "bin", "knip.js"), []);

  // Before the unit tests: those of the HTTP interface ask the built server.
  if (wanted("unit") || wanted("e2e")) await build();

  const vitestReport = inRoot(".cache", "vitest.json");
  await suite(
    "unit",
    bin("vitest", "vitest.mjs"),
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`],
    vitestReport,
    vitestCounts,
    env,
  );

  if (wanted("e2e")) {
    const chromium = findChromium();
    const e2eReport = inRoot(".cache", "e2e.json");
    await suite(
      "e2e",
      bin("playwright", "cli.js"),
      ["test"],
      e2eReport,
      ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
      { ...env, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport },
    );
  }
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  count("the suite itself", 0, 1);
}
if (failures.length > 0) console.log(`\nFailed: ${failures.join(", ")}`);
console.log(`\n${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed === 0 && results.passed > 0 ? 0 : 1);
