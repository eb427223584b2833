import "server-only";

import { config } from "../config.ts";
import { consoleStore } from "../database/console-store.ts";
import type { ConsoleStore } from "../database/open-store.ts";
import { configuredSecret } from "./secret.ts";
import type { SessionTerms } from "./sessions.ts";
import { Throttle } from "./throttle.ts";

/** What identity needs to answer a request. Tests make one of their own. */
export interface Identity {
  store: ConsoleStore;
  secret: string;
  /** The console's own address, scheme and all; https makes cookies `Secure`. */
  origin: string;
  terms: SessionTerms;
  throttle: Throttle;
  now: () => number;
}

// One count of guesses for the process, whichever module instance serves the request.
const KEY = Symbol.for("audit-console.sign-in-throttle");
const holder = globalThis as { [KEY]?: Throttle };

/** From the configuration, with the store opened on first use. Rejects with `StoreError` when the store cannot be used. */
export async function identity(): Promise<Identity> {
  const settings = config();
  const { dataDir, auth } = settings;
  return {
    store: await consoleStore(dataDir),
    secret: configuredSecret(settings),
    origin: auth.url,
    terms: { idleMinutes: auth.sessionIdleMinutes, maxHours: auth.sessionMaxHours, demoUser: auth.demoUser },
    throttle: (holder[KEY] ??= new Throttle()),
    now: Date.now,
  };
}
