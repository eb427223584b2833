import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openConsoleStore, type ConsoleStore } from "../database/open-store.ts";
import { authorise, type Principal } from "./roles.ts";
import { checkSession, createSession, revokeSession, type SessionTerms } from "./sessions.ts";
import { addUser, findUser, listUsers, setAccounts, setDisabled, setRole } from "./users.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TERMS: SessionTerms = { idleMinutes: 60, maxHours: 12, demoUser: false };
const START = Date.UTC(2026, 10, 21, 3, 12);

let dir: string;
let store: ConsoleStore;
const check = (sid: string, at: number, terms = TERMS) => checkSession(store, sid, terms, at);
const lastSeen = async () =>
  (await store.selectFrom("sessions").select("last_seen_at").executeTakeFirstOrThrow()).last_seen_at;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "sessions-"));
  store = await openConsoleStore(dir);
  await addUser(store, { name: "ines", role: "viewer", accounts: ["a", "b"], passwordHash: null }, START);
});
afterEach(async () => {
  await store.destroy();
  rmSync(dir, { recursive: true, force: true });
});

describe("a session", () => {
  it("is known by a hash alone", async () => {
    const sid = await createSession(store, "ines", TERMS, START);
    expect(Buffer.from(sid, "base64url")).toHaveLength(32);
    expect(JSON.stringify(await store.selectFrom("sessions").selectAll().execute())).not.toContain(sid);
    expect(await check(sid, START)).toMatchObject({ user: "ines", role: "viewer", accounts: ["a", "b"] });
    const { id_hash } = await store.selectFrom("sessions").select("id_hash").executeTakeFirstOrThrow();
    for (const wrong of ["", "x", id_hash, `${sid}=`, sid.toUpperCase()])
      expect(await check(wrong, START)).toBeNull();
  });

  it("ends when idle, not while used", async () => {
    const sid = await createSession(store, "ines", TERMS, START);
    for (let at = START; at < START + 11 * HOUR; at += 59 * MINUTE)
      expect(await check(sid, at)).not.toBeNull();
    const last = await lastSeen();
    expect(await check(sid, last + 60 * MINUTE)).toBeNull();
    expect(await check(sid, last + 60 * MINUTE - 1)).not.toBeNull();
  });

  it("ends after its longest time, however busy, and when that time is shortened", async () => {
    const sid = await createSession(store, "ines", TERMS, START);
    for (let at = START; at < START + 12 * HOUR; at += 30 * MINUTE) await check(sid, at);
    expect(await check(sid, START + 12 * HOUR - 1)).not.toBeNull();
    expect(await check(sid, START + 12 * HOUR - 1, { ...TERMS, maxHours: 11 })).toBeNull();
    expect(await check(sid, START + 12 * HOUR)).toBeNull();
  });

  it("writes at most once a minute that it was used", async () => {
    const sid = await createSession(store, "ines", TERMS, START);
    await check(sid, START + 59_999);
    expect(await lastSeen()).toBe(START);
    await check(sid, START + MINUTE);
    expect(await lastSeen()).toBe(START + MINUTE);
    // A shorter idle time than two minutes needs a finer measure.
    await check(sid, START + MINUTE + 20_000, { ...TERMS, idleMinutes: 1 });
    expect(await lastSeen()).toBe(START + MINUTE + 20_000);
  });

  it("is over once revoked, and only that one", async () => {
    const [one, other] = [
      await createSession(store, "ines", TERMS, START),
      await createSession(store, "ines", TERMS, START),
    ];
    await revokeSession(store, one, START);
    await revokeSession(store, one, START);
    await revokeSession(store, "unknown", START);
    expect(await check(one, START)).toBeNull();
    expect(await check(other, START)).not.toBeNull();
  });

  it("is over when its user is disabled, and stays over when enabled again", async () => {
    const sid = await createSession(store, "ines", TERMS, START);
    expect(await setDisabled(store, "ines", true, START)).toBe(true);
    expect(await check(sid, START)).toBeNull();
    await setDisabled(store, "ines", false, START);
    expect(await check(sid, START)).toBeNull();
    expect(await check(await createSession(store, "ines", TERMS, START), START)).not.toBeNull();
    expect(await setDisabled(store, "nobody", true, START)).toBe(false);
  });

  it("carries the role and the grant of now", async () => {
    const sid = await createSession(store, "ines", TERMS, START);
    await setRole(store, "ines", "admin");
    await setAccounts(store, "ines", "*");
    expect(await check(sid, START)).toMatchObject({ role: "admin", accounts: "*" });
    await setAccounts(store, "ines", []);
    expect(await check(sid, START)).toMatchObject({ accounts: [] });
  });

  it("of a user who is gone is over", async () => {
    const sid = await createSession(store, "ines", TERMS, START);
    await store.deleteFrom("users").execute();
    expect(await check(sid, START)).toBeNull();
  });

  it("is swept out after its time", async () => {
    await createSession(store, "ines", TERMS, START);
    await createSession(store, "ines", TERMS, START + 12 * HOUR);
    expect(await store.selectFrom("sessions").select("created_at").execute()).toEqual([
      { created_at: START + 12 * HOUR },
    ]);
  });
});

describe("users", () => {
  it("keep their name for themselves", async () => {
    expect(
      await addUser(store, { name: "ines", role: "admin", accounts: "*", passwordHash: "x" }, START),
    ).toBe(false);
    expect(await findUser(store, "ines", false)).toMatchObject({ role: "viewer", passwordHash: null });
    expect((await listUsers(store)).map(({ name }) => name)).toEqual(["ines"]);
  });

  it("may do what their role and grant cover", () => {
    const principal = (role: Principal["role"], accounts: Principal["accounts"] = "*"): Principal => ({
      user: "u",
      role,
      accounts,
      sessionId: "s",
    });
    const code = (work: () => void) => {
      try {
        work();
        return null;
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    const table = (["viewer", "analyst", "admin"] as const).map((role) =>
      (["read", "export", "administer"] as const).map((action) =>
        code(() => authorise(principal(role), action)),
      ),
    );
    expect(table).toEqual([
      [null, "forbidden", "forbidden"],
      [null, null, "forbidden"],
      [null, null, null],
    ]);
    expect(code(() => authorise(principal("admin", ["a"]), "read", "b"))).toBe("account_forbidden");
    expect(code(() => authorise(principal("admin", ["a"]), "read", "a"))).toBeNull();
    expect(code(() => authorise(principal("viewer", []), "read", ""))).toBe("account_forbidden");
    expect(code(() => authorise(principal("viewer", "*"), "read", "b"))).toBeNull();
  });
});
