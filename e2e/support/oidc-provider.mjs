// A real OpenID provider in a process of its own, for tests: `node oidc-provider.mjs '{"port":0,"users":{…}}'`. It prints its
// issuer as one JSON line. The sign-in page is a list of its users; clicking one is their password.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const {
  port = 0,
  users,
  clientId,
  clientSecret,
  groupsInIdToken = false,
} = JSON.parse(process.argv[2] ?? "{}");
const SCOPE = "openid email profile groups";

const server = createServer();
await new Promise((done) => server.listen(port, "127.0.0.1", done));
const issuer = `http://127.0.0.1:${server.address().port}`;
const jwk = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: ["http://127.0.0.1/api/auth/callback/oidc"],
    },
  ],
  jwks: { keys: [{ ...jwk, use: "sig", alg: "RS256", kid: "1" }] },
  cookies: { keys: ["a key of the tests"] },
  scopes: SCOPE.split(" "),
  claims: { email: ["email", "email_verified"], profile: ["preferred_username"], groups: ["groups"] },
  conformIdTokenClaims: !groupsInIdToken,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...users[id] }) }),
  // Nobody is asked for consent.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope(SCOPE);
    await grant.save();
    return grant;
  },
});
// The console under test has a port of its own each time.
provider.Client.prototype.redirectUriAllowed = (uri) => new URL(uri).pathname === "/api/auth/callback/oidc";

const oidc = provider.callback();
server.on("request", async (request, response) => {
  const [, uid] = /^\/interaction\/([\w-]+)$/.exec(request.url ?? "") ?? [];
  if (uid === undefined) return oidc(request, response);
  try {
    if (request.method === "GET") {
      const buttons = [...Object.keys(users), "nobody"].map(
        (id) => `<button name="user" value="${id}">${id}</button>`,
      );
      response.writeHead(200, { "content-type": "text/html" });
      response.end(
        `<!doctype html><title>Provider</title><h1>Provider</h1><form method="post">${buttons.join("")}</form>`,
      );
      return;
    }
    let body = "";
    for await (const chunk of request) body += chunk;
    const user = new URLSearchParams(body).get("user");
    const result = user === "nobody" ? { error: "access_denied" } : { login: { accountId: user } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
console.log(JSON.stringify({ issuer }));
