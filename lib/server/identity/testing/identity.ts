import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { openConsoleStore } from "../../database/open-store.ts";
import { Secret } from "../../vonage/accounts/secret.ts";
import type { Identity } from "../settings.ts";
import { GroupsFile } from "../sso/groups-file.ts";
import { Throttle } from "../throttle.ts";

const ACCOUNTS = [
  { name: "Acme production", apiKey: "7c9e4b21" },
  { name: "Acme EMEA", apiKey: "abcd1234" },
];

export interface TestIdentity extends Identity {
  groupsFile: string;
  /** The log's lines since the start of the test. */
  logged: () => string;
  advance: (ms: number) => void;
}

/** What identity needs, with single sign-on by this provider, for one test. */
export async function ssoIdentity(
  issuer: string,
  groups: unknown,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
): Promise<TestIdentity> {
  const dir = mkdtempSync(join(tmpdir(), "sso-"));
  const groupsFile = join(dir, "groups.json");
  writeFileSync(groupsFile, JSON.stringify(groups));
  const lines = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  let time = Date.now();
  const now = () => time;
  const store = await openConsoleStore(dir);
  onTestFinished(async () => {
    lines.mockRestore();
    await store.destroy();
    rmSync(dir, { recursive: true, force: true });
  });
  return {
    store,
    secret: "a secret of this test alone, long enough",
    origin: "http://127.0.0.1:3917",
    terms: { idleMinutes: 60, maxHours: 12, demoUser: true, issuer },
    throttle: new Throttle(now),
    now,
    sso: {
      settings: {
        issuer,
        clientId,
        clientSecret: new Secret(clientSecret),
        clientSecretFile: null,
        name: "Acme SSO",
        scope: "openid email profile groups",
        groupsFile,
      },
      groups: new GroupsFile(groupsFile, ACCOUNTS),
    },
    groupsFile,
    logged: () => lines.mock.calls.map(([line]) => String(line)).join(""),
    advance: (ms) => (time += ms),
  };
}
