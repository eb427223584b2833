import { utimesSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CLIENT, startProvider, type RunningProvider } from "../../../../e2e/support/oidc.ts";
import { Secret } from "../../vonage/accounts/secret.ts";
import { Browser } from "../testing/browser.ts";
import { ssoIdentity, type TestIdentity } from "../testing/identity.ts";
import { addUser, findUser, setDisabled } from "../users.ts";

const GROUPS = [
  { group: "audit-viewers", role: "viewer", accounts: ["Acme EMEA"] },
  { group: "audit-analysts", role: "analyst", accounts: ["7c9e4b21"] },
  { group: "audit-admins", role: "admin", accounts: "*" },
];
const USERS = {
  vera: {
    email: "Vera@Acme.example",
    email_verified: true,
    preferred_username: "vera",
    groups: ["audit-viewers"],
  },
  both: {
    email: "both@acme.example",
    email_verified: true,
    groups: ["audit-analysts", "other", "audit-viewers"],
  },
  omar: {
    email: "omar@acme.example",
    email_verified: true,
    groups: ["other", "AUDIT-ADMINS", "audit-admins2"],
  },
  none: { email: "none@acme.example", email_verified: true },
  unverified: {
    email: "vera@acme.example",
    email_verified: false,
    preferred_username: "vera@acme.example",
    groups: ["audit-viewers"],
  },
  plain: { preferred_username: "Plain.User", groups: ["audit-admins"] },
  ines: { preferred_username: "ines", groups: ["audit-admins"] },
  demo: { preferred_username: "demo", groups: ["audit-viewers"] },
};

let provider: RunningProvider;
beforeAll(async () => (provider = await startProvider({ users: USERS })));
afterAll(() => provider.stop());
const open = (groups: unknown = GROUPS): Promise<TestIdentity> =>
  ssoIdentity(provider.issuer, groups, CLIENT);
const HOUR = 3_600_000;

it("sends the browser to the provider with PKCE, state and nonce, and nothing of our pages", async () => {
  const address = new URL(await new Browser(await open()).begin("/events/secret-id"));
  expect(address.origin).toBe(provider.issuer);
  const { code_challenge, state, nonce, ...rest } = Object.fromEntries(address.searchParams);
  expect(rest).toEqual({
    client_id: CLIENT.clientId,
    scope: "openid email profile groups",
    response_type: "code",
    redirect_uri: "http://127.0.0.1:3917/api/auth/callback/oidc",
    code_challenge_method: "S256",
  });
  for (const value of [code_challenge, state, nonce]) expect(value?.length).toBeGreaterThan(40);
});

it("gives the role and the accounts of the group, and leads to the page that waited", async () => {
  const browser = new Browser(await open());
  expect(await browser.signIn("vera", "/events/6c1e0b52?account=abcd1234#raw")).toBe(
    "/events/6c1e0b52?account=abcd1234#raw",
  );
  expect(await browser.principal()).toMatchObject({
    user: "vera@acme.example",
    role: "viewer",
    accounts: ["abcd1234"],
  });
  expect([...browser.jar.keys()].filter((name) => /pkce|state|nonce/.test(name))).toEqual([]);
});

it("gives the highest role of several groups, and all their accounts", async () => {
  const browser = new Browser(await open());
  await browser.signIn("both");
  const { role, accounts } = (await browser.principal()) ?? {};
  expect([role, [...(accounts ?? [])].sort()]).toEqual(["analyst", ["7c9e4b21", "abcd1234"]]);
});

it("takes groups from the id token as well, where the provider puts them", async () => {
  const other = await startProvider({ users: USERS, groupsInIdToken: true });
  try {
    const browser = new Browser(await ssoIdentity(other.issuer, GROUPS, CLIENT));
    expect(await browser.signIn("vera")).toBe("/events");
  } finally {
    await other.stop();
  }
});

it.each(["omar", "none"])("refuses %s, whom no group lets in, and keeps nothing", async (user) => {
  const identity = await open();
  const browser = new Browser(identity);
  expect(await browser.signIn(user, "/events?window=24h")).toBe(
    "/sign-in?error=SsoNoGroup&callbackUrl=%2Fevents%3Fwindow%3D24h",
  );
  expect(await browser.principal()).toBeNull();
  expect(await identity.store.selectFrom("users").selectAll().execute()).toEqual([]);
  expect(await identity.store.selectFrom("sessions").selectAll().execute()).toEqual([]);
  expect(identity.logged()).toContain('"reason":"no_group"');
});

it("reads the groups again when their file changes; a wrong file changes nothing and is said", async () => {
  const identity = await open();
  const { groupsFile } = identity;
  expect(await new Browser(identity).signIn("none")).toContain("SsoNoGroup");
  expect(await new Browser(identity).signIn("omar")).toContain("SsoNoGroup");
  writeFileSync(groupsFile, JSON.stringify([...GROUPS, { group: "other", role: "viewer", accounts: "*" }]));
  utimesSync(groupsFile, 1, 1);
  expect(await new Browser(identity).signIn("omar")).toBe("/events");
  for (const wrong of ["[", "[]", JSON.stringify([{ group: "other", role: "king", accounts: "*" }])]) {
    writeFileSync(groupsFile, wrong);
    expect(await new Browser(identity).signIn("omar")).toBe("/events");
    expect(identity.logged()).toContain("the list read before stays in force");
  }
  writeFileSync(groupsFile, JSON.stringify(GROUPS));
  expect(await new Browser(identity).signIn("omar")).toContain("SsoNoGroup");
});

it("takes a rotated client secret from its file with the next sign-in", async () => {
  const identity = await open();
  const file = `${identity.groupsFile}.secret`;
  writeFileSync(file, "the provider does not know this one\n");
  const clientSecret = new Secret("the provider does not know this one");
  if (identity.sso)
    identity.sso.settings = { ...identity.sso.settings, clientSecret, clientSecretFile: file };
  expect(await new Browser(identity).signIn("vera")).toContain("error=SsoFailed");
  writeFileSync(file, `${CLIENT.clientSecret}\n`);
  utimesSync(file, 1, 1);
  expect(await new Browser(identity).signIn("vera")).toBe("/events");
  expect(identity.logged()).toContain("AUTH_OIDC_CLIENT_SECRET_FILE was read again");
  expect(identity.logged()).not.toContain(CLIENT.clientSecret);
});

it("never lends anyone a name that is another's", async () => {
  const identity = await open();
  await addUser(identity.store, { name: "ines", role: "viewer", accounts: "*", passwordHash: "x" }, 0);
  const nameOf = async (user: string) => {
    const browser = new Browser(identity);
    await browser.signIn(user);
    return (await browser.principal())?.user;
  };
  expect(await nameOf("unverified")).toMatch(/^sso-[0-9a-f]{24}$/);
  expect(await nameOf("vera")).toBe("vera@acme.example");
  expect(await nameOf("plain")).toBe("plain.user");
  expect(await nameOf("demo")).toMatch(/^sso-/);
  const stranger = await nameOf("ines");
  expect(stranger).toMatch(/^sso-/);
  expect(await nameOf("ines")).toBe(stranger);
  expect(await findUser(identity.store, "ines", false)).toMatchObject({ role: "viewer", issuer: null });
});

it("refuses whoever is disabled here, under any of their names, and ends their sessions", async () => {
  const identity = await open();
  const browser = new Browser(identity);
  await browser.signIn("vera");
  await setDisabled(identity.store, "vera@acme.example", true, identity.now());
  expect(await browser.principal()).toBeNull();
  expect(await new Browser(identity).signIn("vera")).toContain("error=SsoDisabled");
  await setDisabled(identity.store, "vera@acme.example", false, identity.now());
  expect(await new Browser(identity).signIn("vera")).toBe("/events");
  // One who never came before is kept out by a local user of that name.
  await addUser(
    identity.store,
    { name: "both@acme.example", role: "viewer", accounts: "*", passwordHash: null },
    0,
  );
  await setDisabled(identity.store, "both@acme.example", true, identity.now());
  expect(await new Browser(identity).signIn("both")).toContain("error=SsoDisabled");
});

it("keeps what was granted at sign-in; limits of time and revocation hold as for everyone", async () => {
  const identity = await open();
  const [idle, busy, other] = [new Browser(identity), new Browser(identity), new Browser(identity)];
  for (const browser of [idle, busy]) await browser.signIn("vera");
  writeFileSync(
    identity.groupsFile,
    JSON.stringify([{ group: "audit-viewers", role: "admin", accounts: "*" }]),
  );
  await other.signIn("vera");
  expect(await other.principal()).toMatchObject({ role: "admin", accounts: "*" });
  expect(await busy.principal()).toMatchObject({ role: "viewer", accounts: ["abcd1234"] });
  for (let minutes = 0; minutes < 12 * 60 - 30; minutes += 30) {
    identity.advance(HOUR / 2);
    expect([minutes, await busy.principal()]).not.toEqual([minutes, null]);
    if (minutes >= 30) expect(await idle.principal()).toBeNull();
  }
  identity.advance(HOUR / 2);
  expect(await busy.principal()).toBeNull();
});

it("ends all sessions of a provider that is no longer configured", async () => {
  const identity = await open();
  const browser = new Browser(identity);
  await browser.signIn("plain");
  for (const issuer of [undefined, "https://other.example"]) {
    identity.terms = { ...identity.terms, issuer };
    expect(await browser.principal()).toBeNull();
  }
  delete identity.sso;
  expect((await browser.post("signin/oidc")).status).toBe(404);
  expect((await browser.send("GET", "callback/oidc?code=x&state=y")).status).toBe(404);
});

it("accepts an answer once, from the browser that asked, and no other", async () => {
  const identity = await open();
  const browser = new Browser(identity);
  const answer = await browser.visit(await browser.begin(), "vera");
  expect(await new Browser(identity).back(answer)).toBe("/sign-in?error=SsoFailed");
  const other = new Browser(identity);
  await other.begin();
  expect(await other.back(answer)).toContain("error=SsoFailed");
  expect(await other.principal()).toBeNull();
  expect(await browser.back(answer)).toBe("/events");
  expect(await browser.back(answer)).toContain("error=SsoFailed");

  const twice = new Browser(identity);
  const good = await twice.visit(await twice.begin(), "vera");
  for (const name of ["code", "state"]) {
    const doubled = new URL(good);
    doubled.searchParams.append(name, "x");
    expect(await twice.back(doubled)).toContain("error=SsoFailed");
  }
  const foreign = new URL(good);
  foreign.searchParams.set("iss", "https://evil.example");
  expect(await twice.back(foreign)).toContain("error=SsoFailed");
});

it("says that the person refused, and never shows the provider's own words", async () => {
  const browser = new Browser(await open());
  expect(await browser.signIn("nobody", "/archive")).toBe("/sign-in?error=SsoDenied&callbackUrl=%2Farchive");
  const forged = await browser.send("GET", "callback/oidc?error=%3Cscript%3E&error_description=%3Cscript%3E");
  expect([forged.status, forged.headers.get("location")]).toEqual([
    302,
    "/sign-in?error=SsoFailed&callbackUrl=%2Farchive",
  ]);
});

it("wants the form's own token, and no other site's", async () => {
  const browser = new Browser(await open());
  expect((await browser.post("signin/oidc", { csrfToken: "" })).headers.get("location")).toContain(
    "error=SsoForm",
  );
  const crossed = await browser.send("POST", "signin/oidc", { headers: { origin: "https://evil.example" } });
  expect(crossed.status).toBe(403);
  const json = await browser.post("signin/oidc", { json: "true", callbackUrl: "//evil.example" });
  expect(((await json.json()) as { url: string }).url).toMatch(`${provider.issuer}/auth?`);
  expect(decodeURIComponent(browser.jar.get("next-auth.callback-url") ?? "")).not.toContain("evil");
});
