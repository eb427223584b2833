import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { Browser } from "../testing/browser.ts";
import { ssoIdentity } from "../testing/identity.ts";
import { discover, knownEndpoints } from "./discovery.ts";

const CLIENT = { clientId: "c", clientSecret: "s3cret" };

async function serve(handler: (issuer: string, response: ServerResponse, call: number) => void) {
  let calls = 0;
  const server = createServer((_, response) => handler(issuer, response, (calls += 1)));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, calls: () => calls };
}

const documentOf = (issuer: string, more: object = {}) =>
  JSON.stringify({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    ...more,
  });

it("is asked once by many at once, and anew when a fresh answer is wanted", async () => {
  const { issuer, calls } = await serve((own, response) => void response.end(documentOf(own)));
  expect(knownEndpoints({ issuer })).toBeNull();
  await Promise.all(Array.from({ length: 10 }, () => discover({ issuer }, true)));
  expect(calls()).toBe(1);
  await discover({ issuer }, false);
  expect(calls()).toBe(1);
  await discover({ issuer }, true);
  expect(calls()).toBe(2);
  expect(knownEndpoints({ issuer })?.authorization).toBe(`${issuer}/auth`);
});

it("takes the provider's way to sign and to be told the secret", async () => {
  const { issuer } = await serve(
    (own, response) =>
      void response.end(
        documentOf(`${own}/`, {
          id_token_signing_alg_values_supported: ["HS256", "ES256"],
          token_endpoint_auth_methods_supported: ["client_secret_post"],
        }),
      ),
  );
  expect(await discover({ issuer }, true)).toMatchObject({
    signing: "ES256",
    secretBy: "client_secret_post",
  });
});

const faults: [string, (issuer: string, response: ServerResponse) => void][] = [
  ["404", (_, response) => void response.writeHead(404).end()],
  ["500", (_, response) => void response.writeHead(500).end("<h1>s3cret</h1>")],
  ["HTML", (_, response) => void response.end("<h1>hello</h1>")],
  ["nothing", (_, response) => void response.end()],
  ["a reset", (_, response) => void response.socket?.resetAndDestroy()],
  ["a redirect", (own, response) => void response.writeHead(302, { location: `${own}/elsewhere` }).end()],
  ["1 MB", (_, response) => void response.end("x".repeat(1_000_000))],
  ["another issuer", (_, response) => void response.end(documentOf("https://evil.example"))],
  ["plain http elsewhere", (own, response) => void response.end(documentOf(own, { token_endpoint: "http://evil.example/t" }))],
  ["a script as an address", (own, response) => void response.end(documentOf(own, { authorization_endpoint: "javascript:alert(1)" }))],
  ["unsigned tokens only", (own, response) => void response.end(documentOf(own, { id_token_signing_alg_values_supported: ["none", "HS256"] }))],
  ["no keys", (own, response) => void response.end(documentOf(own, { jwks_uri: undefined }))],
]; // prettier-ignore
it.each(faults)("of a provider that answers with %s ends on the sign-in page", async (_, fault) => {
  const { issuer } = await serve(fault);
  const identity = await ssoIdentity(issuer, [{ group: "a", role: "viewer", accounts: "*" }], CLIENT);
  const browser = new Browser(identity);
  const form = await browser.post("signin/oidc", { callbackUrl: "/archive" });
  expect([form.status, form.headers.get("location")]).toEqual([
    302,
    "/sign-in?error=SsoUnavailable&callbackUrl=%2Farchive",
  ]);
  const script = await browser.post("signin/oidc", { json: "true", callbackUrl: "/events" });
  expect([script.status, await script.json()]).toEqual([
    424,
    { url: `${identity.origin}/sign-in?error=SsoUnavailable&callbackUrl=%2Fevents` },
  ]);
  expect(await browser.back(new URL(`${identity.origin}/api/auth/callback/oidc?code=a&state=b`))).toContain(
    "error=SsoUnavailable",
  );
  expect(identity.logged()).toContain("single sign-on is not available");
  expect(identity.logged()).not.toContain("s3cret");
});

it("of a provider that hangs ends after five seconds", async () => {
  const { issuer } = await serve((own, response) => {
    response.write(documentOf(own).slice(0, 20));
  });
  const identity = await ssoIdentity(issuer, [{ group: "a", role: "viewer", accounts: "*" }], CLIENT);
  const started = performance.now();
  expect(await new Browser(identity).begin()).toContain("error=SsoUnavailable");
  expect(performance.now() - started).toBeLessThan(7_000);
  expect(performance.now() - started).toBeGreaterThan(4_500);
});
