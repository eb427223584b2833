import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLIENT, startProvider, type RunningProvider } from "../../../e2e/support/oidc.ts";
import { hashPassword } from "./passwords.ts";
import { Browser } from "./testing/browser.ts";
import { ssoIdentity, type TestIdentity } from "./testing/identity.ts";
import { addUser } from "./users.ts";

const PASSWORD = "correct horse battery";
const GROUPS = [{ group: "audit", role: "viewer", accounts: "*" }];
const USERS = {
  vera: { email: "vera@acme.example", email_verified: true, groups: ["audit"] },
  none: { email: "none@acme.example", email_verified: true },
};

let provider: RunningProvider;
beforeAll(async () => (provider = await startProvider({ users: USERS })));
afterAll(() => provider.stop());

async function open(): Promise<TestIdentity> {
  const identity = await ssoIdentity(provider.issuer, GROUPS, CLIENT);
  const passwordHash = await hashPassword(PASSWORD);
  await addUser(
    identity.store,
    { name: "ines", role: "viewer", accounts: "*", passwordHash },
    identity.now(),
  );
  return identity;
}
const told = async ({ store }: TestIdentity) =>
  (await store.selectFrom("access_records").selectAll().orderBy("id").execute()).map(
    ({ reader, verb, query, session }) => [reader, verb, query, session === null ? "" : "session"],
  );
const signIn = (browser: Browser, username: string, password: string) =>
  browser.post("callback/credentials", { username, password, json: "true" });

it("a sign-in, a refusal with the name as typed, and a sign-out are a record each", async () => {
  const identity = await open();
  const browser = new Browser(identity);
  expect((await signIn(browser, " Ines", PASSWORD)).status).toBe(200);
  await browser.post("signout", { json: "true" });
  await browser.post("signout", { json: "true" });
  for (const name of ["INES", "no body\n", "", "x".repeat(500)])
    expect((await signIn(browser, name, "Tr0ub4dor&3")).status).toBe(401);
  expect(await told(identity)).toEqual([
    ["ines", "sign_in", "", ""],
    ["ines", "sign_out", "", "session"],
    ["ines", "sign_in_refused", "user or password is wrong", ""],
    ["no body\n", "sign_in_refused", "user or password is wrong", ""],
    ["", "sign_in_refused", "user or password is wrong", ""],
    [`${"x".repeat(63)}…`, "sign_in_refused", "user or password is wrong", ""],
  ]);
  const { rows } = await sql`select * from access_records`.execute(identity.store);
  expect(JSON.stringify(rows)).not.toContain("Tr0ub4dor");
});

it("every checked guess is a record; those turned away unchecked are one in five minutes", async () => {
  const identity = await open();
  const statuses: number[] = [];
  for (let i = 0; i < 20; i++) statuses.push((await signIn(new Browser(identity), "ines", `${i}`)).status);
  const checked = statuses.filter((status) => status === 401).length;
  expect(statuses.filter((status) => status === 429)).toHaveLength(20 - checked);
  const queries = (await told(identity)).map(([, , query]) => query);
  expect(queries).toEqual([
    ...Array<string>(checked).fill("user or password is wrong"),
    "too many tries, not checked",
  ]);
});

it("single sign-on is recorded too, whoever is refused by name", async () => {
  const identity = await open();
  const browser = new Browser(identity);
  await browser.signIn("vera");
  expect(await new Browser(identity).signIn("none")).toContain("/sign-in?error=");
  await browser.post("signout/everywhere", { json: "true" });
  expect(await told(identity)).toEqual([
    ["vera@acme.example", "sign_in", "single sign-on", ""],
    ["none@acme.example", "sign_in_refused", "single sign-on: no group that may enter", ""],
    ["vera@acme.example", "sign_out", "everywhere", "session"],
  ]);
});

describe("when the record cannot be written", () => {
  const broken = async () => {
    const identity = await open();
    const inside = new Browser(identity);
    await signIn(inside, "ines", PASSWORD);
    await sql`drop table access_records`.execute(identity.store);
    return { identity, inside };
  };
  const sessions = async ({ store }: TestIdentity) =>
    (await store.selectFrom("sessions").select("revoked_at").execute()).filter(
      (row) => row.revoked_at === null,
    );

  it("nobody signs in, by right or wrong password or from the provider, and no session begins", async () => {
    const { identity } = await broken();
    const browser = new Browser(identity);
    for (const password of [PASSWORD, "wrong"]) {
      const answer = await signIn(browser, "ines", password);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ code: "record_unavailable" });
    }
    const way = browser.begin().then((address) => browser.visit(address, "vera"));
    await expect(way.then((url) => browser.back(url))).rejects.toThrow(/^503: .*record_unavailable/);
    expect(await browser.principal()).toBeNull();
    expect(await sessions(identity)).toHaveLength(1);
  });

  it("a session still ends, but that it was not recorded is said", async () => {
    const { identity, inside } = await broken();
    const answer = await inside.post("signout", { json: "true" });
    expect(answer.status).toBe(503);
    expect(await sessions(identity)).toEqual([]);
  });
});
