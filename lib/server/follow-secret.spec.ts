import { mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { followSecret } from "./follow-secret.ts";
import { Secret } from "./vonage/accounts/secret.ts";

let dir: string;
let file: string;
let said = "";
let touched = 0;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "follow-"));
  file = join(dir, "secret");
  said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((line) => ((said += String(line)), true));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true, force: true });
});

const write = (text: string, path = file) => {
  writeFileSync(path, text);
  utimesSync(path, (touched += 1), touched);
};
const follow = (secret: Secret) => (followSecret(secret, file, "SOME_FILE"), secret.reveal());

it("takes over what its file says, without the last line break, and says so once", () => {
  write("first\n");
  const secret = new Secret("first");
  expect(follow(secret)).toBe("first");
  expect(said).toBe("");
  write("\ufeffsecond\r\n");
  for (let times = 0; times < 5; times++) expect(follow(secret)).toBe("second");
  expect(said.match(/SOME_FILE was read again/g)).toHaveLength(1);
  expect(said).not.toContain("second");
});

it("follows a mounted secret that is swapped by a link", () => {
  write("v1", join(dir, "a"));
  write("v2", join(dir, "b"));
  symlinkSync(join(dir, "a"), file);
  const secret = new Secret("v1");
  expect(follow(secret)).toBe("v1");
  symlinkSync(join(dir, "b"), join(dir, "next"));
  renameSync(join(dir, "next"), file);
  expect(follow(secret)).toBe("v2");
});

it.each([
  ["gone", () => rmSync(file)],
  ["empty", () => write("\n")],
  ["of two lines", () => write("half\nother")],
  ["endless", () => write("x".repeat(5000))],
])("keeps what it had while the file is %s, says so once, and recovers", (_, spoil) => {
  write("first");
  const secret = new Secret("first");
  follow(secret);
  spoil();
  for (let times = 0; times < 5; times++) expect(follow(secret)).toBe("first");
  expect(said.match(/SOME_FILE cannot be used/g)).toHaveLength(1);
  write("third");
  expect(follow(secret)).toBe("third");
});

it("leaves a secret of the environment alone", () => {
  const secret = new Secret("given");
  followSecret(secret, null, "SOME_FILE");
  expect(secret.reveal()).toBe("given");
});
