import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openConsoleStore } from "../database/open-store.ts";
import { checkPassword } from "./passwords.ts";
import { checkSession, createSession } from "./sessions.ts";
import { admit } from "./sso/admit.ts";
import { personOf } from "./sso/claims.ts";
import { findUser, type User } from "./users.ts";

const SCRIPT = fileURLToPath(new URL("../../../scripts/user.mjs", import.meta.url));
const PASSWORD = "correct horse battery";

let root: string;
let dir: string;
let count = 0;
beforeAll(() => (root = mkdtempSync(join(tmpdir(), "user-command-"))));
beforeEach(() => (dir = join(root, String((count += 1)))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Result {
  code: number | null;
  out: string;
  err: string;
}

/** The real command, from its script, with a clean environment. */
function user(words: string[], input = `${PASSWORD}\n`, env: Record<string, string> = {}): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [SCRIPT, ...words], {
      env: { PATH: process.env["PATH"], AUDIT_DATA_DIR: dir, ...env } as unknown as NodeJS.ProcessEnv,
    });
    const result: Result = { code: null, out: "", err: "" };
    child.stdout.on("data", (chunk) => (result.out += String(chunk)));
    child.stderr.on("data", (chunk) => (result.err += String(chunk)));
    child.stdin.on("error", () => undefined).end(input);
    child.on("close", (code) => resolve({ ...result, code }));
  });
}

async function stored(name: string): Promise<User | null> {
  const store = await openConsoleStore(dir);
  try {
    return await findUser(store, name, false);
  } finally {
    await store.destroy();
  }
}

describe("npm run user", () => {
  it("adds, grants, changes, disables, enables and lists", async () => {
    expect(await user(["list"])).toMatchObject({ code: 0, out: expect.stringContaining("no users yet") });
    const added = await user(["add", "Ines.Vidal", "--role", "analyst"]);
    expect(added).toMatchObject({ code: 0, err: "" });
    expect(added.out).toContain(
      "Added ines.vidal, analyst, who may read every configured account, also those added later.",
    );
    expect(added.out).not.toContain(PASSWORD);

    const ines = await stored("ines.vidal");
    expect(ines).toMatchObject({ role: "analyst", accounts: "*", disabledAt: null });
    expect(await checkPassword(ines?.passwordHash ?? null, PASSWORD)).toBe(true);
    expect(ines?.passwordHash).toMatch(/^\$argon2id\$/);
    expect(statSync(join(dir, "console.db")).mode & 0o777).toBe(0o600);

    expect((await user(["grant", "ines.vidal", "--accounts=7c9e4b21,abcd1234"])).out).toContain(
      "the accounts 7c9e4b21, abcd1234.",
    );
    expect((await stored("ines.vidal"))?.accounts).toEqual(["7c9e4b21", "abcd1234"]);
    expect((await user(["grant", "ines.vidal", "--accounts", "*"])).out).toContain(
      "every configured account",
    );
    expect((await user(["role", "ines.vidal", "--role", "admin"])).out).toBe("ines.vidal is admin now.\n");
    expect((await user(["disable", "ines.vidal"])).out).toContain("every session of ines.vidal is over");
    expect((await user(["list"])).out).toMatch(/^ines\.vidal\tadmin\tevery account\tdisabled 20/);
    expect((await user(["enable", "ines.vidal"])).code).toBe(0);
    expect((await stored("ines.vidal"))?.disabledAt).toBeNull();
  });

  it("gives a new password, which ends every session, and removes for good", async () => {
    await user(["add", "ines", "--role", "viewer"]);
    const terms = { idleMinutes: 60, maxHours: 12, demoUser: false };
    const store = await openConsoleStore(dir);
    const sid = await createSession(store, "ines", terms, Date.now());
    const live = async (id: string) => (await checkSession(store, id, terms, Date.now())) !== null;
    expect(await live(sid)).toBe(true);
    const changed = await user(["password", "Ines"], "another long phrase\n");
    expect(changed).toMatchObject({
      code: 0,
      err: "",
      out: "ines has a new password; every session of ines is over.\n",
    });
    const { passwordHash = null } = (await stored("ines")) ?? {};
    expect(await checkPassword(passwordHash, "another long phrase")).toBe(true);
    expect(await checkPassword(passwordHash, PASSWORD)).toBe(false);
    expect(await live(sid)).toBe(false);

    const later = await createSession(store, "ines", terms, Date.now());
    expect((await user(["remove", "ines"])).out).toContain("Removed ines; every session of ines is over.");
    expect(await stored("ines")).toBeNull();
    // Whoever is given the name next inherits no session.
    await user(["add", "ines", "--role", "admin"]);
    expect(await live(later)).toBe(false);
    await store.destroy();
  });

  it("refuses wrong words in one sentence, and stores nothing", async () => {
    const short = "7 chars";
    for (const [words, sentence, input] of [
      [["add"], "Which user?"],
      [["add", "ines"], "--role is needed: viewer, analyst, admin."],
      [["add", "ines", "--role", "king"], "There is no role king: it is one of viewer, analyst, admin."],
      [["add", "ines", "--role"], "--role needs a value."],
      [["add", "ines", "--role", "viewer", "--accounts", "a,,b"], "empty place"],
      [["add", "ines", "omar", "--role", "viewer"], "One user at a time: what is omar?"],
      [["add", "ines", "--role", "viewer", "--colour", "red"], "no option --colour"],
      [["add", "in es", "--role", "viewer"], "not in es"],
      [["add", "demo", "--role", "viewer"], "belongs to the demo sign-in"],
      [["add", "ines", "--role", "viewer"], "No password came on stdin", ""],
      [["add", "ines", "--role", "viewer"], "No password came on stdin", "\n"],
      [["add", "ines", "--role", "viewer"], "too short: 8 characters at least", short],
      [["add", "ines", "--role", "viewer"], "too long", "x".repeat(3_000)],
      [["add", "ines", "--role", "viewer"], "one of those that are tried first", "Password123"],
      [["add", "ines.vidal", "--role", "viewer"], "the user's name", "InesVidal-2026"],
      [["password"], "Which user?"],
      [["password", "ines"], "There is no user ines."],
      [["password", "ines"], "too short", short],
      [["remove", "ines"], "There is no user ines."],
      [["remove", "demo"], "belongs to the demo sign-in"],
      [["grant", "ines"], "grant needs --accounts"],
      [["grant", "ines", "--accounts", "a"], "There is no user ines."],
      [["disable", "ines"], "There is no user ines."],
      [["fly"], "There is no command fly."],
    ] as [string[], string, string?][]) {
      const { code, err, out } = await user(words, input);
      expect([words, code, out]).toEqual([words, 1, ""]);
      expect(err).toContain(sentence);
      expect(err).not.toMatch(/ {4}at |Error:/);
    }
    expect(await stored("ines")).toBeNull();
  }, 60_000);

  it("knows the configured accounts by name and key", async () => {
    const file = join(root, "accounts.json");
    writeFileSync(
      file,
      JSON.stringify([{ name: "Acme production", apiKey: "7c9e4b21", apiSecret: "abcdefgh12345678" }]),
    );
    const env = { AUDIT_ACCOUNTS_FILE: file };
    const wrong = await user(["add", "ines", "--role", "viewer", "--accounts", "nope"], undefined, env);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toBe("No configured account is called nope. There are: 7c9e4b21 (Acme production).\n");
    await user(["add", "ines", "--role", "viewer", "--accounts", "Acme production"], undefined, env);
    expect((await stored("ines"))?.accounts).toEqual(["7c9e4b21"]);
  });

  it("ends every session of one user, also of one from single sign-on, whose groups it leaves alone", async () => {
    await user(["add", "ines", "--role", "viewer"]);
    await user(["add", "omar", "--role", "viewer"]);
    const issuer = "https://id.example";
    const terms = { idleMinutes: 60, maxHours: 12, demoUser: true, issuer };
    const person = personOf(issuer, { sub: "s-1", preferred_username: "vera", groups: ["a"] });
    const given = { role: "admin", accounts: "*" } as const;
    const store = await openConsoleStore(dir);
    if (person) await admit(store, person, [{ group: "a", ...given }], Date.now());
    const begin = (name: string) =>
      createSession(store, name, terms, Date.now(), name === "vera" ? given : null);
    const sids = new Map<string, string[]>();
    for (const name of ["ines", "omar", "vera", "demo"])
      sids.set(name, [await begin(name), await begin(name)]);
    const open = async (name: string) => {
      const live = (sids.get(name) ?? []).map((sid) => checkSession(store, sid, terms, Date.now()));
      return (await Promise.all(live)).filter((each) => each !== null).length;
    };
    for (const name of ["ines", "vera", "demo"]) {
      expect(await open(name)).toBe(2);
      expect((await user(["sign-out", name])).out).toBe(`Ended 2 sessions of ${name}.\n`);
      expect(await open(name)).toBe(0);
      expect(await open("omar")).toBe(2);
    }
    expect((await user(["sign-out", "nobody"])).err).toContain("There is no user nobody.");
    expect((await user(["role", "vera", "--role", "viewer"])).err).toContain("comes by single sign-on");
    expect((await user(["grant", "vera", "--accounts", "x"])).err).toContain("comes by single sign-on");
    expect((await user(["password", "vera"])).err).toContain("the provider keeps the password");
    expect((await user(["list"])).out).toContain(
      "vera\tadmin\tevery account\tsingle sign-on https://id.example\n",
    );
    expect((await user(["remove", "vera"])).out).toContain(
      "To keep vera out, whose groups may enter: disable",
    );
    await store.destroy();
  }, 60_000);

  it("may run several times at once, beside an open console, on a store that is being made", async () => {
    const names = ["a", "b", "c", "d"];
    const added = await Promise.all(names.map((name) => user(["add", name, "--role", "viewer"])));
    expect(added.map(({ code, err }) => [code, err])).toEqual(names.map(() => [0, ""]));
    const console = await openConsoleStore(dir);
    const same = await Promise.all([1, 2].map(() => user(["add", "e", "--role", "viewer"])));
    expect(same.map(({ code }) => code).sort()).toEqual([0, 1]);
    expect(same.map(({ err }) => err).join("")).toBe("There is a user e already.\n");
    expect(await findUser(console, "e", false)).toMatchObject({ name: "e" });
    await console.destroy();
  });

  it("says which store it cannot use", async () => {
    await user(["add", "ines", "--role", "viewer"]);
    const store = await openConsoleStore(dir);
    await store
      .insertInto("kysely_migration" as never)
      .values({ name: "0099-of-tomorrow", timestamp: "2099" } as never)
      .execute();
    await store.destroy();
    const { code, err } = await user(["list"]);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^The console store \S+console\.db was written by a newer version of this program \(step 0099-of-tomorrow\)/,
    );
  });
});
