import "server-only";

import { type Config, config } from "../config.ts";
import { consoleStore } from "../database/console-store.ts";
import type { ConsoleStore } from "../database/open-store.ts";
import { configuredSecret } from "./secret.ts";
import type { SessionTerms } from "./sessions.ts";
import { GroupsFile } from "./sso/groups-file.ts";
import type { Sso } from "./sso/provider.ts";
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
  /** Absent when it is not configured. */
  sso?: Sso | undefined;
}

// One count of guesses for the process, whichever module instance serves the request.
const KEY = Symbol.for("audit-console.sign-in-throttle");
const holder = globalThis as { [KEY]?: Throttle };
const groupFiles = new Map<string, GroupsFile>();

/** From the configuration, with the store opened on first use. Rejects with `StoreError` when the store cannot be used. */
export async function identity(): Promise<Identity> {
  const settings = config();
  const { dataDir, auth } = settings;
  return {
    store: await consoleStore(dataDir),
    secret: configuredSecret(settings),
    origin: auth.url,
    terms: {
      idleMinutes: auth.sessionIdleMinutes,
      maxHours: auth.sessionMaxHours,
      demoUser: auth.demoUser,
      issuer: auth.oidc?.issuer,
    },
    throttle: (holder[KEY] ??= new Throttle()),
    now: Date.now,
    sso: ssoOf(settings),
  };
}

function ssoOf({ auth: { oidc }, accounts }: Config): Sso | undefined {
  if (oidc === null) return undefined;
  const path = oidc.groupsFile ?? "";
  const groups = groupFiles.get(path) ?? new GroupsFile(oidc.groupsFile, accounts);
  groupFiles.set(path, groups);
  return { settings: oidc, groups };
}
