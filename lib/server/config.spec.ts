import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { inspect } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { type Config, ConfigError, loadConfig } from "./config.ts";

const folder = mkdtempSync(join(tmpdir(), "audit-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const file = (content: unknown): string => {
  const path = join(folder, String(files++));
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

const SECRET = "canary-Secret+42/=?";
const ONE = { VONAGE_API_KEY: "abcd1234", VONAGE_API_SECRET: SECRET };
const OIDC = {
  AUTH_OIDC_ISSUER: "https://id.example.com/realms/acme/",
  AUTH_OIDC_CLIENT_ID: "audit-console",
  AUTH_OIDC_CLIENT_SECRET: SECRET,
};
const load = (env: Record<string, string> = {}): Config => loadConfig({ ...ONE, ...env });
const refusal = (env: Record<string, string>): string => {
  try {
    loadConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error("It was not refused.");
};

it("two variables are enough", () => {
  const config = load();
  expect(config.accounts).toMatchObject([{ name: "default", apiKey: "abcd1234" }]);
  expect(config.accounts[0]?.secret.reveal()).toBe(SECRET);
  expect(config.upstream).toEqual({
    url: "https://api.nexmo.com/beta/audit",
    zone: "UTC",
    dateSuffix: "",
    requestsPerSecond: 20,
    searchCase: "insensitive",
  });
  expect(config.auth).toEqual({
    secret: null,
    url: "http://127.0.0.1:3000",
    sessionIdleMinutes: 60,
    sessionMaxHours: 12,
    demoUser: false,
    oidc: null,
  });
  expect(config).toMatchObject({
    demoMode: false,
    archive: { kind: "sqlite", file: resolve(".data/archive.db") },
    host: "127.0.0.1",
    port: 3000,
    warnings: [],
  });
});

it("reads several accounts, the single one first", () => {
  const accounts = file([
    { name: "Acme", apiKey: "11111111", apiSecret: "x" },
    { name: "22222222", apiKey: "22222222", apiSecret: "y" },
  ]);
  expect(load({ AUDIT_ACCOUNTS_FILE: accounts }).accounts.map(({ name }) => name)).toEqual([
    "default",
    "Acme",
    "22222222",
  ]);
  expect(loadConfig({ AUDIT_ACCOUNTS_FILE: accounts }).accounts).toHaveLength(2);
});

it("takes each variable from a mounted file too, without its line break", () => {
  const config = loadConfig({
    VONAGE_API_KEY_FILE: file("abcd1234\n"),
    VONAGE_API_SECRET_FILE: file(`${SECRET}\r\n`),
    NEXTAUTH_SECRET_FILE: file("n".repeat(32)),
    PORT_FILE: file("8080\n"),
  });
  expect(config.accounts[0]?.secret.reveal()).toBe(SECRET);
  expect(config.auth.secret?.reveal()).toBe("n".repeat(32));
  expect(config.port).toBe(8080);
});

it("an empty variable is an unset one", () => {
  expect(
    load({ AUDIT_UPSTREAM_DATE_SUFFIX: "", ARCHIVE_URL: "", PORT: "", VONAGE_API_KEY_FILE: "" }).port,
  ).toBe(3000);
});

it("takes the upstream's address without the slash at its end", () => {
  const url = (text: string) => load({ VONAGE_AUDIT_URL: text }).upstream.url;
  expect(url("https://eu.example.com/beta/audit//")).toBe("https://eu.example.com/beta/audit");
  for (const host of ["127.0.0.1", "127.8.9.1", "localhost", "[::1]"])
    expect(url(`http://${host}:9/audit/`)).toBe(`http://${host}:9/audit`);
});

it("says which settings have no effect without an archive", () => {
  expect(load({ AUDIT_SYNC_SECONDS: "30", ARCHIVE_URL: "off" }).warnings).toEqual([
    "AUDIT_SYNC_SECONDS has no effect: there is no archive (ARCHIVE_URL).",
  ]);
  expect(load({ AUDIT_SYNC_SECONDS: "30", ARCHIVE_URL: "sqlite:a.db" }).warnings).toEqual([]);
});

it("takes the archive's file, and how it is filled", () => {
  expect(load({ ARCHIVE_URL: "off" }).archive).toBeNull();
  expect(load({ ARCHIVE_URL: "sqlite:/var/lib/a b.db" }).archive).toEqual({
    kind: "sqlite",
    file: "/var/lib/a b.db",
  });
  expect(load({ ARCHIVE_URL: "sqlite:.data/a.db" }).archive?.file).toBe(resolve(".data/a.db"));
  expect(load().sync).toEqual({ tickSeconds: 30, settleSeconds: 300, retentionDays: null });
  expect(
    load({ AUDIT_SYNC_SECONDS: "60", AUDIT_SETTLE_SECONDS: "900", AUDIT_RETENTION_DAYS: "400" }).sync,
  ).toEqual({ tickSeconds: 60, settleSeconds: 900, retentionDays: 400 });
});

describe("single sign-on", () => {
  it("is configured by three settings, and lets nobody in without groups, which is said", () => {
    const { auth, warnings } = load(OIDC);
    expect(auth.oidc).toMatchObject({
      issuer: "https://id.example.com/realms/acme",
      clientId: "audit-console",
      name: "id.example.com",
      scope: "openid email profile groups",
      groupsFile: null,
    });
    expect(auth.oidc?.clientSecret.reveal()).toBe(SECRET);
    expect(warnings).toEqual(["AUTH_OIDC_GROUPS_FILE is not set: nobody may enter by single sign-on."]);
  });

  it("takes a secret from a mounted file, a name for its button, http on loopback, and account names in groups", () => {
    const { AUTH_OIDC_CLIENT_SECRET: _, ...rest } = OIDC;
    const { auth, warnings } = load({
      ...rest,
      AUTH_OIDC_ISSUER: "http://127.0.0.1:9",
      AUTH_OIDC_CLIENT_SECRET_FILE: file(`${SECRET}\n`),
      AUTH_OIDC_NAME: "Acme SSO",
      AUTH_OIDC_GROUPS_FILE: file([{ group: "a", role: "viewer", accounts: ["default", "abcd1234"] }]),
    });
    expect(auth.oidc).toMatchObject({ issuer: "http://127.0.0.1:9", name: "Acme SSO" });
    expect(auth.oidc?.clientSecret.reveal()).toBe(SECRET);
    expect(warnings).toEqual([]);
  });
});

describe("the demo's sign-in", () => {
  const demo = { ...ONE, AUDIT_DEMO_USER: "1" };
  it.each([
    { HOST: "127.0.0.1" },
    { HOSTNAME: "localhost", NEXTAUTH_URL: "http://localhost:3000" },
    { HOST: "::1", HOSTNAME: "::1", NEXTAUTH_URL: "http://[::1]:3000" },
  ])("is offered on loopback: %j", (env: Record<string, string>) => {
    expect(loadConfig({ ...demo, ...env }).auth.demoUser).toBe(true);
  });
  it.each([
    {},
    { HOST: "0.0.0.0" },
    { HOST: "127.0.0.1", HOSTNAME: "0.0.0.0" },
    { HOST: "127.0.0.1.example.com" },
    { HOST: "127.0.0.1", NEXTAUTH_URL: "https://audit.example.com" },
    { HOST: "127.0.0.1", NEXTAUTH_URL: "http://127.0.0.1.example.com" },
  ])("is refused elsewhere: %j", (env: Record<string, string>) => {
    expect(refusal({ ...demo, ...env })).toMatch(/^AUDIT_DEMO_USER is refused unless/);
  });
});

describe("a wrong value stops the start with a sentence that names the variable", () => {
  const account = { name: "a", apiKey: "11111111", apiSecret: SECRET };
  const accounts = (list: unknown) => ({ AUDIT_ACCOUNTS_FILE: file(list) });
  it.each<[string, Record<string, string>]>([
    ["VONAGE_API_KEY", {}],
    ["VONAGE_API_SECRET", { VONAGE_API_KEY: "abcd1234" }],
    ["VONAGE_API_KEY", { VONAGE_API_SECRET: SECRET }],
    ["VONAGE_API_KEY", { ...ONE, VONAGE_API_KEY: "ab:cd" }],
    ["VONAGE_API_KEY", { ...ONE, VONAGE_API_KEY_FILE: file("abcd1234") }],
    ["VONAGE_API_SECRET", { ...ONE, VONAGE_API_SECRET: `${SECRET}\n${SECRET}` }],
    ["VONAGE_API_SECRET_FILE", { VONAGE_API_KEY: "abcd1234", VONAGE_API_SECRET_FILE: join(folder, "none") }],
    ["AUDIT_ACCOUNTS_FILE", { AUDIT_ACCOUNTS_FILE: join(folder, "none") }],
    ["AUDIT_ACCOUNTS_FILE", accounts(`[{"apiSecret":"${SECRET}",]`)],
    ["AUDIT_ACCOUNTS_FILE", accounts({})],
    ["AUDIT_ACCOUNTS_FILE", accounts([])],
    ["AUDIT_ACCOUNTS_FILE", accounts([{ ...account, name: "*" }])],
    ["AUDIT_ACCOUNTS_FILE", accounts([{ ...account, name: " " }])],
    ["AUDIT_ACCOUNTS_FILE", accounts([{ ...account, apiSecret: 7 }])],
    ["AUDIT_ACCOUNTS_FILE", accounts([{ ...account, [SECRET]: 1 }])],
    ["AUDIT_ACCOUNTS_FILE", accounts([account, { ...account, name: "b" }])],
    ["AUDIT_ACCOUNTS_FILE", accounts([account, { ...account, apiKey: "22222222" }])],
    ["AUDIT_ACCOUNTS_FILE", accounts([account, { ...account, name: "11111111", apiKey: "22222222" }])],
    ["AUDIT_ACCOUNTS_FILE", { ...ONE, ...accounts([{ ...account, apiKey: "abcd1234" }]) }],
    ...[
      "api.nexmo.com",
      "ftp://example.com",
      "http://example.com/beta/audit",
      "http://127.0.0.1.example.com",
      "http://localhost.example.com",
      "http://10.0.0.1",
      `https://user:${SECRET}@example.com`,
      `https://${SECRET.slice(0, 6)}@example.com`,
      "https://example.com/?a=b",
      "https://example.com/?",
      "https://example.com/#a",
    ].map((url): [string, Record<string, string>] => ["VONAGE_AUDIT_URL", { ...ONE, VONAGE_AUDIT_URL: url }]),
    ...["on", "sqlite:", "mysql://h/d", `postgresql://u:${SECRET}@h/d`].map(
      (url): [string, Record<string, string>] => ["ARCHIVE_URL", { ...ONE, ARCHIVE_URL: url }],
    ),
    ["AUDIT_SYNC_SECONDS", { ...ONE, AUDIT_SYNC_SECONDS: "4" }],
    ["AUDIT_SETTLE_SECONDS", { ...ONE, AUDIT_SETTLE_SECONDS: "86401" }],
    ["AUDIT_RETENTION_DAYS", { ...ONE, AUDIT_RETENTION_DAYS: "0" }],
    ["ARCHIVE_URL", { ...ONE, ARCHIVE_URL: `postgres://u:${SECRET}@h/d` }],
    ["AUTH_OIDC_CLIENT_ID", { ...ONE, AUTH_OIDC_ISSUER: "https://id.example.com" }],
    ["AUTH_OIDC_ISSUER", { ...ONE, AUTH_OIDC_CLIENT_SECRET: SECRET }],
    ["AUTH_OIDC_ISSUER", { ...ONE, AUTH_OIDC_GROUPS_FILE: "/x" }],
    ["AUTH_OIDC_CLIENT_SECRET", { ...ONE, ...OIDC, AUTH_OIDC_CLIENT_SECRET: "" }],
    ["AUTH_OIDC_CLIENT_ID", { ...ONE, ...OIDC, AUTH_OIDC_CLIENT_ID: "a\nb" }],
    ["AUTH_OIDC_SCOPE", { ...ONE, ...OIDC, AUTH_OIDC_SCOPE: "email" }],
    ["AUTH_OIDC_NAME", { ...ONE, ...OIDC, AUTH_OIDC_NAME: "x".repeat(41) }],
    ...[
      "http://id.example.com",
      "id.example.com",
      "https://id.example.com/?a=b",
      "https://u:p@id.example.com",
    ].map((url): [string, Record<string, string>] => [
      "AUTH_OIDC_ISSUER",
      { ...ONE, ...OIDC, AUTH_OIDC_ISSUER: url },
    ]),
    ...[
      "[",
      {},
      [],
      [{ group: "a", role: "king", accounts: "*" }],
      [{ group: "a", role: "viewer" }],
      [{ group: "", role: "viewer", accounts: "*" }],
      [{ group: "a", role: "viewer", accounts: ["unknown"] }],
      [{ group: "a", role: "viewer", accounts: [] }],
      [{ group: "a", role: "viewer", accounts: "*", extra: 1 }],
    ].map((list): [string, Record<string, string>] => [
      "AUTH_OIDC_GROUPS_FILE",
      { ...ONE, ...OIDC, AUTH_OIDC_GROUPS_FILE: file(list) },
    ]),
    ["AUTH_OIDC_GROUPS_FILE", { ...ONE, ...OIDC, AUTH_OIDC_GROUPS_FILE: join(folder, "none") }],
    ["NEXTAUTH_SECRET", { ...ONE, NEXTAUTH_SECRET: "canary-Secret" }],
    ["NEXTAUTH_URL", { ...ONE, NEXTAUTH_URL: "audit.example.com" }],
    ["AUDIT_DEMO_USER", { ...ONE, AUDIT_DEMO_USER: "yes" }],
    ["AUDIT_UPSTREAM_ZONE", { ...ONE, AUDIT_UPSTREAM_ZONE: "+01:00" }],
    ["AUDIT_UPSTREAM_ZONE", { ...ONE, AUDIT_UPSTREAM_ZONE: "Mars/Olympus" }],
    ["AUDIT_UPSTREAM_DATE_SUFFIX", { ...ONE, AUDIT_UPSTREAM_DATE_SUFFIX: "+00:00" }],
    ...["0", "-1", "1.5", "1e3", "100001"].map((value): [string, Record<string, string>] => [
      "AUDIT_UPSTREAM_RPS",
      { ...ONE, AUDIT_UPSTREAM_RPS: value },
    ]),
    ["AUDIT_SEARCH_CASE", { ...ONE, AUDIT_SEARCH_CASE: "Sensitive" }],
    ["AUDIT_SESSION_IDLE_MINUTES", { ...ONE, AUDIT_SESSION_IDLE_MINUTES: "0" }],
    ["AUDIT_SESSION_MAX_HOURS", { ...ONE, AUDIT_SESSION_MAX_HOURS: "forever" }],
    ["PORT", { ...ONE, PORT: "65536" }],
  ])("%s of %j", (name, env) => {
    const message = refusal(env);
    expect(message).toMatch(new RegExp(`^${name}\\b[^\\n]*\\.$`));
    expect(message.toLowerCase()).not.toContain("canary");
  });
});

it("shows its secrets to nobody", () => {
  const config = load({ NEXTAUTH_SECRET: SECRET.repeat(2), ...OIDC });
  const shown = [
    JSON.stringify(config),
    inspect(config, { depth: null, showHidden: true, getters: true }),
    `${config.accounts[0]?.secret} ${config.auth.secret}`,
  ].join();
  expect(shown).not.toContain("canary");
  expect(shown).toContain("[secret]");
});
