import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sessionSecret } from "./secret.ts";

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "secret-"))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("the key of the sessions", () => {
  it("is the operator's when given, and then none is kept", () => {
    expect(sessionSecret(root, "given")).toBe("given");
    expect(readdirSync(root)).toEqual([]);
  });

  it("is made once, for its owner alone", () => {
    const dir = join(root, "data");
    const secret = sessionSecret(dir, null);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(statSync(join(dir, "nextauth-secret")).mode & 0o777).toBe(0o600);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(readdirSync(dir)).toEqual(["nextauth-secret"]);
    expect(sessionSecret(dir, null)).toBe(secret);
    expect(sessionSecret(join(root, "other"), null)).not.toBe(secret);
  });

  it("is the first one's when another process was quicker", () => {
    writeFileSync(join(root, "nextauth-secret"), "theirs\n");
    expect(sessionSecret(root, null)).toBe("theirs");
    expect(readFileSync(join(root, "nextauth-secret"), "utf8")).toBe("theirs\n");
  });

  it("says which file is empty", () => {
    writeFileSync(join(root, "nextauth-secret"), "");
    expect(() => sessionSecret(root, null)).toThrow(/nextauth-secret is empty/);
  });
});
