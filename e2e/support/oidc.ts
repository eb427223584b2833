import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface ProviderUser {
  email?: string;
  email_verified?: boolean;
  preferred_username?: string;
  groups?: readonly string[];
}

export interface ProviderOptions {
  users: Readonly<Record<string, ProviderUser>>;
  /** The same again, to start one that was stopped. */
  port?: number;
  groupsInIdToken?: boolean;
}

export interface RunningProvider {
  issuer: string;
  port: number;
  stop: () => Promise<void>;
}

export const CLIENT = { clientId: "audit-console", clientSecret: "s3cret+of/the=client" } as const;

const SCRIPT = fileURLToPath(new URL("oidc-provider.mjs", import.meta.url));

/** A real provider, in a process of its own and at an origin of its own. */
export async function startProvider(options: ProviderOptions): Promise<RunningProvider> {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify({ ...CLIENT, ...options })], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const issuer = await new Promise<string>((done, fail) => {
    child.once("exit", () => fail(new Error("The provider did not start.")));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{")) done((JSON.parse(line) as { issuer: string }).issuer);
    });
  });
  return {
    issuer,
    port: Number(new URL(issuer).port),
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The settings of a console that uses it. */
export const oidcEnv = ({ issuer }: RunningProvider, groupsFile: string): Record<string, string> => ({
  AUTH_OIDC_ISSUER: issuer,
  AUTH_OIDC_CLIENT_ID: CLIENT.clientId,
  AUTH_OIDC_CLIENT_SECRET: CLIENT.clientSecret,
  AUTH_OIDC_GROUPS_FILE: groupsFile,
});
