// A Chromium for the browser tests: CHROMIUM_PATH, else Debian's, else Debian's installed now when that is allowed.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const DEBIAN = "/usr/bin/chromium";

/** The browser's path. Throws with one sentence when there is none and none can be installed. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`CHROMIUM_PATH names ${given}, which does not exist.`);
  }
  if (existsSync(DEBIAN)) return DEBIAN;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium…");
    const apt = (...args) =>
      spawnSync("apt-get", args, {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
    apt("update", "-qq");
    apt("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core");
    if (existsSync(DEBIAN)) return DEBIAN;
  }
  throw new Error("No Chromium: set CHROMIUM_PATH, or install Debian's package chromium.");
}
