import "server-only";
import { ConfigError, config } from "./config.ts";
import { closeConsoleStore } from "./database/console-store.ts";
import { installFrontDoor } from "./http/front-door.ts";
import { log } from "./log.ts";

const STOPPED_WRONGLY_CONFIGURED = 78; // EX_CONFIG of sysexits.h

/** Checks the settings, says what has no effect, and ends the process on a signal. */
export function startServer(): void {
  try {
    const { accounts, warnings, upstream, demoMode } = config();
    for (const warning of warnings) log("warn", warning);
    log("info", "started", {
      accounts: accounts.map(({ name, apiKey }) => ({ name, apiKey })),
      upstream: upstream.url,
      demoMode,
    });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(STOPPED_WRONGLY_CONFIGURED);
  }
  installFrontDoor();
  // Next's own handling is off (NEXT_MANUAL_SIG_HANDLE). Nothing is written outside a transaction, so ending at any moment is
  // safe; closing the store only spares the next start its recovery.
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void closeConsoleStore().finally(() => process.exit(0)));
  }
}
