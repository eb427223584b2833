import "server-only";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { isZone } from "../audit/time/zone.ts";
import { type ArchiveLocation, archiveLocation } from "./archive/location.ts";
import { readGroups } from "./identity/sso/group-rules.ts";
import type { Account } from "./vonage/accounts/account.ts";
import { apiKeySchema, apiSecretSchema, clashOf, readAccounts } from "./vonage/accounts/read-accounts.ts";
import { Rotation } from "./vonage/accounts/rotation.ts";
import { Secret } from "./vonage/accounts/secret.ts";

type Env = Readonly<Record<string, string | undefined>>;

export interface Config {
  /** At least one; the first is meant where none is named. */
  readonly accounts: readonly Account[];
  readonly upstream: {
    /** Without a slash at its end, credentials, query or fragment; `https:`, or `http:` on loopback. */
    readonly url: string;
    readonly zone: string;
    readonly dateSuffix: "" | "Z";
    readonly requestsPerSecond: number;
    readonly searchCase: "insensitive" | "sensitive";
  };
  readonly auth: {
    /** `null`: one is made and kept in `dataDir`. */
    readonly secret: Secret | null;
    /** The console's own origin, as browsers know it. */
    readonly url: string;
    readonly sessionIdleMinutes: number;
    readonly sessionMaxHours: number;
    /** Offers the sign-in demo/demo; only ever true on loopback. */
    readonly demoUser: boolean;
    /** Single sign-on, when it is configured. */
    readonly oidc: OidcSettings | null;
  };
  /** Whoever carries it may read `/metrics`; `null`: admins alone. */
  readonly metricsToken: Secret | null;
  /** The events come from the simulator that the start script runs. Only words on the screen depend on it. */
  readonly demoMode: boolean;
  /** `null`: proxy only. */
  readonly archive: ArchiveLocation | null;
  readonly sync: {
    readonly tickSeconds: number;
    /** What comes later than this is late. */
    readonly settleSeconds: number;
    /** `null`: everything is kept. */
    readonly retentionDays: number | null;
  };
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Sentences for the log: settings that are set and have no effect in this version. */
  readonly warnings: readonly string[];
}

export interface OidcSettings {
  /** As the operator wrote it: the provider's own name for itself, and where its discovery document lies. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Where it came from, so that it can be read again; `null`: from the environment. */
  readonly clientSecretFile: string | null;
  /** What the button calls it. */
  readonly name: string;
  readonly scope: string;
  /** `null`: no group may enter. */
  readonly groupsFile: string | null;
}

/** A setting is wrong. The message is one sentence that begins with the variable's name and never holds a value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[?::1\]?)$/;

const flag = z
  .enum(["0", "1"], "must be 1 or 0")
  .default("0")
  .transform((text) => text === "1");

const number = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${low} to ${high}`)
    .transform(Number)
    .refine((value) => value >= low && value <= high, `must be a whole number from ${low} to ${high}`);

const whole = (low: number, high: number, normal: number) => number(low, high).default(normal);

const webAddress = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:\/\//i.test(text), "must be an http or https address")
  .refine((text) => !/[?#]/.test(text), "must hold no query and no fragment")
  .transform((text) => new URL(text))
  .refine(
    ({ username, password }) => username === "" && password === "",
    "must hold no user and no password",
  );

const oneLine = (most: number) =>
  z
    .string()
    .max(most, `must be at most ${most} characters`)
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), "must be one line without control characters");

function isArchive(url: string): boolean {
  try {
    archiveLocation(url, "");
    return true;
  } catch {
    return false;
  }
}

const SETTINGS = {
  VONAGE_API_KEY: apiKeySchema.optional(),
  VONAGE_API_SECRET: apiSecretSchema.optional(),
  AUDIT_ACCOUNTS_FILE: z.string().optional(),
  VONAGE_AUDIT_URL: webAddress
    .refine(
      ({ protocol, hostname }) => protocol === "https:" || LOOPBACK.test(hostname),
      "must begin with https, since the API secret goes there; http is for loopback addresses only",
    )
    .transform(({ href }) => href.replace(/\/+$/, ""))
    .default("https://api.nexmo.com/beta/audit"),
  ARCHIVE_URL: z
    .string()
    .refine((text) => !/^postgres(ql)?:/i.test(text), "cannot name a PostgreSQL server in this version")
    .refine(isArchive, "must be off, or sqlite: and a file, as sqlite:.data/archive.db")
    .optional(),
  AUTH_OIDC_ISSUER: webAddress
    .refine(
      ({ protocol, hostname }) => protocol === "https:" || LOOPBACK.test(hostname),
      "must begin with https; http is for loopback addresses only",
    )
    .optional(),
  AUTH_OIDC_CLIENT_ID: oneLine(512).optional(),
  AUTH_OIDC_CLIENT_SECRET: oneLine(4096).optional(),
  AUTH_OIDC_NAME: oneLine(40).optional(),
  AUTH_OIDC_SCOPE: z
    .string()
    .regex(
      /^[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*$/,
      "must be words with single spaces between them",
    )
    .refine((text) => text.split(" ").includes("openid"), "must contain openid")
    .default("openid email profile groups"),
  NEXTAUTH_SECRET: z.string().min(16, "must be at least 16 characters").optional(),
  NEXTAUTH_URL: webAddress.optional(),
  AUDIT_DEMO_USER: flag,
  AUDIT_DEMO_MODE: flag,
  AUDIT_UPSTREAM_ZONE: z
    .string()
    .refine(isZone, "must be the name of a time zone, for example UTC or Europe/London")
    .default("UTC"),
  AUDIT_UPSTREAM_DATE_SUFFIX: z.literal("Z", "must be Z or unset").optional(),
  AUDIT_UPSTREAM_RPS: whole(1, 100_000, 20),
  AUDIT_SEARCH_CASE: z
    .enum(["insensitive", "sensitive"], "must be insensitive or sensitive")
    .default("insensitive"),
  AUDIT_SYNC_SECONDS: whole(5, 3_600, 30),
  AUDIT_SETTLE_SECONDS: whole(0, 86_400, 300),
  AUDIT_RETENTION_DAYS: number(1, 36_500).optional(),
  AUDIT_SESSION_IDLE_MINUTES: whole(1, 10_080, 60),
  AUDIT_SESSION_MAX_HOURS: whole(1, 720, 12),
  // Goes into a header as it is.
  AUDIT_METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,512}$/, "must be 16 to 512 printable ASCII characters without spaces")
    .optional(),
  AUDIT_DATA_DIR: z.string().default(".data"),
  HOST: z.string().optional(),
  HOSTNAME: z.string().optional(),
  PORT: whole(0, 65_535, 3000),
} as const;

/** Without effect where there is no archive: said, not refused. */
const ARCHIVES = ["AUDIT_SETTLE_SECONDS", "AUDIT_SYNC_SECONDS", "AUDIT_RETENTION_DAYS"] as const;

function readText(variable: string, path: string): string {
  try {
    // A mounted secret usually ends in a line break that is no part of it.
    return readFileSync(path, "utf8")
      .replace(/^\uFEFF/, "")
      .replace(/\r?\n$/, "");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(`${variable} names a file that cannot be read (${code ?? "unknown error"}).`);
  }
}

/** The variable, or the content of the file that `…_FILE` names. Empty is unset: compose files pass empty ones. */
function valueOf(env: Env, name: string): string | undefined {
  const own = env[name] || undefined;
  const file = env[`${name}_FILE`] || undefined;
  if (file === undefined) return own;
  if (own !== undefined) throw new ConfigError(`${name} and ${name}_FILE are both set: keep one of them.`);
  return readText(`${name}_FILE`, file) || undefined;
}

function read<Name extends keyof typeof SETTINGS>(env: Env, name: Name): z.output<(typeof SETTINGS)[Name]> {
  const parsed = SETTINGS[name].safeParse(valueOf(env, name));
  if (!parsed.success) throw new ConfigError(`${name} ${parsed.error.issues[0]?.message ?? "is wrong"}.`);
  return parsed.data as z.output<(typeof SETTINGS)[Name]>;
}

function accountsFrom(env: Env): Account[] {
  const accounts: Account[] = [];
  const apiKey = read(env, "VONAGE_API_KEY");
  const apiSecret = read(env, "VONAGE_API_SECRET");
  const file = read(env, "AUDIT_ACCOUNTS_FILE");
  if (apiKey !== undefined && apiSecret === undefined)
    throw new ConfigError("VONAGE_API_SECRET must be set with VONAGE_API_KEY.");
  if (apiKey === undefined && apiSecret !== undefined)
    throw new ConfigError("VONAGE_API_KEY must be set with VONAGE_API_SECRET.");
  // Not named by its key: the name stands in logs, and a key has no business there.
  if (apiKey !== undefined && apiSecret !== undefined)
    accounts.push({ name: "default", apiKey, secret: new Secret(apiSecret) });
  if (file !== undefined) {
    const text = readText("AUDIT_ACCOUNTS_FILE", file);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      // The parser's own message quotes the text around the fault, which may be a secret.
      throw new ConfigError("AUDIT_ACCOUNTS_FILE names a file that is not JSON.");
    }
    try {
      accounts.push(...readAccounts(value));
    } catch (error) {
      throw new ConfigError(`AUDIT_ACCOUNTS_FILE holds a wrong list: ${(error as Error).message}.`);
    }
  }
  if (accounts.length === 0)
    throw new ConfigError("VONAGE_API_KEY and VONAGE_API_SECRET, or AUDIT_ACCOUNTS_FILE, must be set.");
  const clash = clashOf(accounts);
  if (clash === "key")
    throw new ConfigError("AUDIT_ACCOUNTS_FILE holds an API key twice (VONAGE_API_KEY counts).");
  if (clash === "name")
    throw new ConfigError("AUDIT_ACCOUNTS_FILE holds a name that stands for two accounts.");
  return accounts;
}

/** Accounts whose secrets came from files follow those files. Which accounts there are stays as it was at the start. */
function rotating(accounts: readonly Account[], env: Env): readonly Account[] {
  const files = [
    env["VONAGE_API_SECRET_FILE"],
    env["AUDIT_ACCOUNTS_FILE_FILE"],
    valueOf(env, "AUDIT_ACCOUNTS_FILE"),
  ].filter((file): file is string => Boolean(file));
  if (files.length === 0) return accounts;
  const rotation = new Rotation(accounts, { files, load: () => accountsFrom(env) });
  return accounts.map((account) => ({ ...account, rotation }));
}

/** Single sign-on is configured whole or not at all. The groups file is checked here, and read again whenever it changes. */
function oidcFrom(env: Env, accounts: readonly Account[]): OidcSettings | null {
  const issuer = read(env, "AUTH_OIDC_ISSUER");
  const clientId = read(env, "AUTH_OIDC_CLIENT_ID");
  const clientSecret = read(env, "AUTH_OIDC_CLIENT_SECRET");
  const name = read(env, "AUTH_OIDC_NAME");
  const scope = read(env, "AUTH_OIDC_SCOPE");
  const groupsFile = env["AUTH_OIDC_GROUPS_FILE"] || null;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) {
    if (groupsFile !== null)
      throw new ConfigError("AUTH_OIDC_ISSUER must be set with AUTH_OIDC_GROUPS_FILE.");
    return null;
  }
  const together = "single sign-on needs AUTH_OIDC_ISSUER, AUTH_OIDC_CLIENT_ID and AUTH_OIDC_CLIENT_SECRET";
  if (issuer === undefined) throw new ConfigError(`AUTH_OIDC_ISSUER must be set: ${together}.`);
  if (clientId === undefined) throw new ConfigError(`AUTH_OIDC_CLIENT_ID must be set: ${together}.`);
  if (clientSecret === undefined) throw new ConfigError(`AUTH_OIDC_CLIENT_SECRET must be set: ${together}.`);
  if (groupsFile !== null) {
    const text = readText("AUTH_OIDC_GROUPS_FILE", groupsFile);
    try {
      readGroups(text, accounts);
    } catch (error) {
      throw new ConfigError(`AUTH_OIDC_GROUPS_FILE holds a wrong list: ${(error as Error).message}.`);
    }
  }
  return {
    issuer: issuer.href.replace(/\/+$/, ""),
    clientId,
    clientSecret: new Secret(clientSecret),
    clientSecretFile: env["AUTH_OIDC_CLIENT_SECRET_FILE"] || null,
    name: name ?? issuer.host,
    scope,
    groupsFile,
  };
}

export const dataDirOf = (env: Env): string => resolve(read(env, "AUDIT_DATA_DIR"));

/**
 * The settings in `env`, with the files that they name. Throws `ConfigError` at the first wrong one. Pure but for those files:
 * the same environment gives the same settings.
 */
export function loadConfig(env: Env): Config {
  const accounts = rotating(accountsFrom(env), env);
  const dataDir = dataDirOf(env);
  const archive = archiveLocation(read(env, "ARCHIVE_URL"), dataDir);
  const oidc = oidcFrom(env, accounts);

  const port = read(env, "PORT");
  // The built server binds HOSTNAME and the start script sets both; started by hand they may differ, so both must be loopback.
  const bound = [read(env, "HOST"), read(env, "HOSTNAME")].filter((name) => name !== undefined);
  const url = read(env, "NEXTAUTH_URL") ?? new URL(`http://127.0.0.1:${port}`);
  const demoUser = read(env, "AUDIT_DEMO_USER");
  if (demoUser && (bound.length === 0 || !bound.every((name) => LOOPBACK.test(name))))
    throw new ConfigError("AUDIT_DEMO_USER is refused unless HOST and HOSTNAME are loopback addresses.");
  if (demoUser && !LOOPBACK.test(url.hostname))
    throw new ConfigError("AUDIT_DEMO_USER is refused unless NEXTAUTH_URL is a loopback address.");
  const secret = read(env, "NEXTAUTH_SECRET");
  const metricsToken = read(env, "AUDIT_METRICS_TOKEN");

  return {
    accounts,
    upstream: {
      url: read(env, "VONAGE_AUDIT_URL"),
      zone: read(env, "AUDIT_UPSTREAM_ZONE"),
      dateSuffix: read(env, "AUDIT_UPSTREAM_DATE_SUFFIX") ?? "",
      requestsPerSecond: read(env, "AUDIT_UPSTREAM_RPS"),
      searchCase: read(env, "AUDIT_SEARCH_CASE"),
    },
    auth: {
      secret: secret === undefined ? null : new Secret(secret),
      url: url.origin,
      sessionIdleMinutes: read(env, "AUDIT_SESSION_IDLE_MINUTES"),
      sessionMaxHours: read(env, "AUDIT_SESSION_MAX_HOURS"),
      demoUser,
      oidc,
    },
    metricsToken: metricsToken === undefined ? null : new Secret(metricsToken),
    demoMode: read(env, "AUDIT_DEMO_MODE"),
    archive,
    sync: {
      tickSeconds: read(env, "AUDIT_SYNC_SECONDS"),
      settleSeconds: read(env, "AUDIT_SETTLE_SECONDS"),
      retentionDays: read(env, "AUDIT_RETENTION_DAYS") ?? null,
    },
    dataDir,
    host: bound[0] ?? "127.0.0.1",
    port,
    warnings: [
      ...ARCHIVES.filter((name) => archive === null && (env[name] || env[`${name}_FILE`])).map(
        (name) => `${name} has no effect: there is no archive (ARCHIVE_URL).`,
      ),
      ...(oidc !== null && oidc.groupsFile === null
        ? ["AUTH_OIDC_GROUPS_FILE is not set: nobody may enter by single sign-on."]
        : []),
    ],
  };
}

const KEY = Symbol.for("audit-console.config");
const shared = globalThis as { [KEY]?: Config };

/** The process's settings, read once. Next loads this module several times; the settings stand on one global symbol. */
export function config(): Config {
  return (shared[KEY] ??= loadConfig(process.env));
}
