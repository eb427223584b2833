import "server-only";
import { setTimeout } from "node:timers/promises";
import { ConfigError, config } from "./config.ts";
import { closeConsoleStore, consoleStore } from "./database/console-store.ts";
import { StoreError } from "./database/store-error.ts";
import { installFrontDoor } from "./http/front-door.ts";
import { discover } from "./identity/sso/discovery.ts";
// From the first request on, the access record knows who is at the other end.
import "./identity/peer-address.ts";
import { log } from "./log.ts";
import { startArchive } from "./start-archive.ts";

/** What is being written may end; nothing is lost where it does not. */
const STOP_MS = 8_000;
const STOPPED_WRONGLY_CONFIGURED = 78; // EX_CONFIG of sysexits.h

/** Where to listen the server behind us has read already, and not from a file; `npm start` takes them from files before it starts. */
function refuseLateFiles(env: NodeJS.ProcessEnv): void {
  const late = ["HOST_FILE", "HOSTNAME_FILE", "PORT_FILE"].find((name) => env[name]);
  if (late !== undefined)
    throw new ConfigError(`${late} has no effect here: set ${late.slice(0, -5)} itself, or use npm start.`);
}

/** Checks the settings, says what has no effect, and ends the process on a signal. */
export async function startServer(): Promise<void> {
  let stopArchive: Awaited<ReturnType<typeof startArchive>> = null;
  try {
    const { accounts, warnings, upstream, demoMode, auth, dataDir } = config();
    refuseLateFiles(process.env);
    installFrontDoor(auth.url.startsWith("https:"));
    for (const warning of warnings) log("warn", warning);
    await consoleStore(dataDir);
    stopArchive = await startArchive(config());
    log("info", "started", {
      accounts: accounts.map(({ name, apiKey }) => ({ name, apiKey })),
      upstream: upstream.url,
      demoMode,
    });
    // An operator sees a wrong issuer now, not with the first reader. The console serves all the same.
    if (auth.oidc) {
      discover(auth.oidc, true).catch((error: unknown) =>
        log("warn", "single sign-on is not available", {
          issuer: auth.oidc?.issuer,
          detail: error instanceof Error ? error.message : String(error),
        }),
      );
    }
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(STOPPED_WRONGLY_CONFIGURED);
  }
  // Next's own handling is off (NEXT_MANUAL_SIG_HANDLE). Nothing is written outside a transaction, so ending at any moment is
  // safe; closing the store only spares the next start its recovery.
  const stop = async () => {
    await Promise.race([
      stopArchive?.().catch(() => undefined),
      setTimeout(STOP_MS, undefined, { ref: false }),
    ]);
    await closeConsoleStore();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(0)));
  }
}
