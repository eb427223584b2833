import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { loadConfig } from "../../config.ts";
import { readArguments } from "../user-arguments.ts";
import { grantOf, readGroups } from "./group-rules.ts";

const page = readFileSync(new URL("../../../../docs/single-sign-on.md", import.meta.url), "utf8");
const block = (language: string): string =>
  new RegExp(`^ *\`\`\`${language}\n(.*?)^ *\`\`\``, "ms").exec(page)?.[1]?.replace(/^ {3}/gm, "") ?? "";

const ACCOUNTS = [
  { name: "Acme production", apiKey: "7c9e4b21", apiSecret: "x" },
  { name: "Acme EMEA", apiKey: "b52d77c0", apiSecret: "y" },
];

it("the page's groups are read as the page says", () => {
  const rules = readGroups(block("json"), ACCOUNTS);
  expect(grantOf(["audit-viewers", "x"], rules)).toEqual({ role: "viewer", accounts: ["b52d77c0"] });
  expect(grantOf(["audit-analysts", "audit-viewers"], rules)).toEqual({
    role: "analyst",
    accounts: ["b52d77c0", "7c9e4b21"],
  });
  expect(grantOf(["audit-viewers", "audit-admins"], rules)).toEqual({ role: "admin", accounts: "*" });
  for (const groups of [[], ["Audit-Viewers"], ["audit-viewer"], ["*"]])
    expect(grantOf(groups, rules)).toBeNull();
});

it("the page's settings start the console", () => {
  const dir = mkdtempSync(join(tmpdir(), "documented-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = (name: string, content: string) => {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  };
  const lines = block("sh").trim().split("\n");
  const given = Object.fromEntries(lines.map((line) => /^(\w+)="?([^"]*)"?$/.exec(line)?.slice(1) ?? []));
  expect(Object.keys(given)).toHaveLength(6);
  const { auth, warnings } = loadConfig({
    ...given,
    AUDIT_ACCOUNTS_FILE: file("accounts.json", JSON.stringify(ACCOUNTS)),
    AUTH_OIDC_CLIENT_SECRET_FILE: file("secret", "s3cret\n"),
    AUTH_OIDC_GROUPS_FILE: file("groups.json", block("json")),
  });
  expect(auth).toMatchObject({
    url: "https://audit.example",
    oidc: { issuer: "https://id.example/realms/acme", clientId: "audit-console", name: "Acme SSO" },
  });
  expect(warnings).toEqual([]);
});

it("the page's commands are commands, and its scope is the default", () => {
  const commands = [...page.matchAll(/npm run user -- ([^`\n]+)/g)].map(([, words = ""]) => words.split(" "));
  expect(commands.length).toBeGreaterThan(3);
  for (const words of commands) expect(() => readArguments(words)).not.toThrow();
  expect(page).toContain("`openid email profile groups`");
});
