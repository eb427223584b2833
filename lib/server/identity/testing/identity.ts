import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { openConsoleStore } from "../../database/open-store.ts";
import { Secret } from "../../vonage/accounts/secret.ts";
import type { Identity } from "../settings.ts";
import { GroupsFile } from "../sso/groups-file.ts";
import { hashPassword } from "../passwords.ts";
import { Throttle } from "../throttle.ts";
import { addUser } from "../users.ts";

const ACCOUNTS = [
  { name: "Acme production", apiKey: "7c9e4b21" },
  { name: "Acme EMEA", apiKey: "abcd1234" },
];

export const ORIGIN = "http://127.0.0.1:3917";
export const PASSWORD = "correct horse battery";

export interface LocalIdentity extends Identity {
  dir: string;
  advance: (ms: number) => void;
}

/** What identity needs for one test: a store of its own, and a clock that can be moved. */
async function testIdentity(): Promise<LocalIdentity> {
  const dir = mkdtempSync(join(tmpdir(), "identity-"));
  let time = Date.now();
  const now = () => time;
  const store = await openConsoleStore(dir);
  onTestFinished(async () => {
    await store.destroy();
    rmSync(dir, { recursive: true, force: true });
  });
  return {
    dir,
    store,
    secret: "a secret of this test alone, long enough",
    origin: ORIGIN,
    terms: { idleMinutes: 60, maxHours: 12, demoUser: true },
    throttle: new Throttle(now),
    now,
    advance: (ms) => (time += ms),
  };
}

/** The same with a user, ines, who reads one account. */
export async function identityOfInes(): Promise<LocalIdentity> {
  const identity = await testIdentity();
  await addUser(
    identity.store,
    { name: "ines", role: "viewer", accounts: ["7c9e4b21"], passwordHash: await hashPassword(PASSWORD) },
    identity.now(),
  );
  return identity;
}

export interface TestIdentity extends LocalIdentity {
  groupsFile: string;
  /** The log's lines since the start of the test. */
  logged: () => string;
}

/** With single sign-on by this provider. */
export async function ssoIdentity(
  issuer: string,
  groups: unknown,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
): Promise<TestIdentity> {
  const identity = await testIdentity();
  const groupsFile = join(identity.dir, "groups.json");
  writeFileSync(groupsFile, JSON.stringify(groups));
  const lines = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => lines.mockRestore());
  return {
    ...identity,
    terms: { ...identity.terms, issuer },
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
  };
}
