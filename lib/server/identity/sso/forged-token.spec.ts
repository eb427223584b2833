import { createSign, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { Browser } from "../testing/browser.ts";
import { ssoIdentity } from "../testing/identity.ts";

const CLIENT = { clientId: "audit-console", clientSecret: "s3cret" };
const GROUPS = [{ group: "audit", role: "admin", accounts: "*" }];
const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [own, foreign] = [pair(), pair()];

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = () => Math.floor(Date.now() / 1000);

interface Token {
  header?: object;
  claims?: Record<string, unknown>;
  key?: typeof own.privateKey;
  signature?: string;
}

function sign(
  { header, claims, key = own.privateKey, signature }: Token,
  base: Record<string, unknown>,
): string {
  const text = `${encoded({ alg: "RS256", kid: "1", ...header })}.${encoded({ ...base, ...claims })}`;
  return `${text}.${signature ?? createSign("RSA-SHA256").update(text).sign(key).toString("base64url")}`;
}

/** A provider that answers with whatever id token the test makes. */
async function crooked(token: Token, userinfo: object = {}, reply: { status?: number; body?: string } = {}) {
  let nonce = "";
  const server = createServer((request, response) => {
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (request.url?.startsWith("/.well-known"))
      return json({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        jwks_uri: `${issuer}/jwks`,
      });
    if (request.url === "/jwks")
      return json({
        keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }],
      });
    if (request.url === "/me") return json({ sub: "s-1", groups: ["audit"], ...userinfo });
    if (reply.status) return response.writeHead(reply.status).end(reply.body ?? "");
    const base = { iss: issuer, aud: CLIENT.clientId, sub: "s-1", nonce, iat: now(), exp: now() + 300 };
    return json({ access_token: "a", token_type: "Bearer", id_token: sign(token, base) });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const identity = await ssoIdentity(issuer, GROUPS, CLIENT);
  const browser = new Browser(identity);
  const asked = new URL(await browser.begin());
  nonce = asked.searchParams.get("nonce") ?? "";
  const answer = new URL(asked.searchParams.get("redirect_uri") ?? "");
  answer.search = new URLSearchParams({ code: "c", state: asked.searchParams.get("state") ?? "" }).toString();
  return { where: await browser.back(answer), browser, identity };
}

it("lets in with a token that is right in everything: the control", async () => {
  const { where, browser } = await crooked({});
  expect(where).toBe("/events");
  expect(await browser.principal()).toMatchObject({ role: "admin", accounts: "*" });
});

const none = Buffer.from("").toString("base64url");
it.each<[string, Token]>([
  ["signed by another key", { key: foreign.privateKey }],
  ["not signed", { header: { alg: "none" }, signature: none }],
  ["signed with our own secret", { header: { alg: "HS256" } }],
  ["with a broken signature", { signature: "AAAA" }],
  ["of another issuer", { claims: { iss: "https://evil.example" } }],
  ["for another client", { claims: { aud: "another" } }],
  [
    "for several clients, granted to another",
    { claims: { aud: ["another", CLIENT.clientId], azp: "another" } },
  ],
  ["of another try", { claims: { nonce: "another" } }],
  ["without a nonce", { claims: { nonce: undefined } }],
  ["that is over", { claims: { exp: now() - 60 } }],
  ["of the future", { claims: { iat: now() + 600, nbf: now() + 600 } }],
  ["about nobody", { claims: { sub: undefined } }],
])("refuses a token %s", async (_, token) => {
  const { where, browser, identity } = await crooked(token);
  expect(where).toBe("/sign-in?error=SsoFailed&callbackUrl=%2Fevents");
  expect(await browser.principal()).toBeNull();
  expect(await identity.store.selectFrom("sessions").selectAll().execute()).toEqual([]);
  expect(identity.logged()).not.toContain(CLIENT.clientSecret);
});

it("refuses groups of another subject than the token's", async () => {
  expect((await crooked({}, { sub: "s-2" })).where).toContain("error=SsoFailed");
});

it.each<[string, { status: number; body?: string }]>([
  ["SsoUnavailable", { status: 503, body: "<h1>down</h1>" }],
  ["SsoFailed", { status: 401, body: '{"error":"invalid_client"}' }],
  ["SsoFailed", { status: 400, body: '{"error":"invalid_grant","error_description":"<script>"}' }],
  ["SsoFailed", { status: 200, body: "not JSON" }],
])("says %s when the token is answered by %j", async (error, reply) => {
  expect((await crooked({}, {}, reply)).where).toContain(`error=${error}`);
});
