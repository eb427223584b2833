import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startEnv } from "./lib/start-env.mjs";

const dir = mkdtempSync(join(tmpdir(), "start-env-"));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

it.each([
  ["HOST", "0.0.0.0"],
  ["PORT", "3210"],
  ["NEXTAUTH_URL", "https://audit.example"],
  ["AUDIT_DATA_DIR", "/srv/audit"],
])("%s may stand in a file", (name, value) => {
  const known = startEnv({ [`${name}_FILE`]: file(name, `\ufeff${value}\r\n`), OTHER: "1" });
  expect(known).toEqual({ [name]: value, OTHER: "1" });
  expect(startEnv({ [name]: value })).toEqual({ [name]: value });
  expect(startEnv({ [name]: "", [`${name}_FILE`]: "" })).toEqual({});
  expect(() => startEnv({ [name]: value, [`${name}_FILE`]: join(dir, name) })).toThrow(
    `${name} and ${name}_FILE are both set: keep one of them.`,
  );
  expect(() => startEnv({ [`${name}_FILE`]: join(dir, "none") })).toThrow(
    `${name}_FILE names a file that cannot be read (ENOENT).`,
  );
});

it("HOSTNAME_FILE is refused in a sentence, and HOSTNAME is the shell's", () => {
  expect(() => startEnv({ HOSTNAME_FILE: "x" })).toThrow(/HOST or HOST_FILE says where to listen/);
  expect(startEnv({ HOSTNAME: "box" })).toEqual({ HOSTNAME: "box" });
});

it("other paths mean what was typed, not the server's folder", () => {
  const given = { AUDIT_ACCOUNTS_FILE: "a.json", VONAGE_API_SECRET_FILE: "./s", AUTH_OIDC_GROUPS_FILE: "/g" };
  expect(startEnv({ ...given, SOME_FILE: "x" })).toEqual({
    AUDIT_ACCOUNTS_FILE: resolve("a.json"),
    VONAGE_API_SECRET_FILE: resolve("s"),
    AUTH_OIDC_GROUPS_FILE: "/g",
    SOME_FILE: "x",
  });
});
