import "server-only";

import type { OAuthConfig } from "next-auth/providers/oauth";
import type { OidcSettings } from "../../config.ts";
import { followSecret } from "../../follow-secret.ts";

import type { Endpoints } from "./discovery.ts";
import type { GroupsFile } from "./groups-file.ts";

/** Single sign-on as identity needs it. */
export interface Sso {
  settings: OidcSettings;
  groups: GroupsFile;
}

type Claims = Record<string, unknown> & { sub: string };

/**
 * The provider for next-auth. PKCE, state and nonce tie the answer to this browser and this try; the id token's signature,
 * issuer, audience and times are checked by openid-client, which next-auth brings.
 */
export function oidcProvider({ settings }: Sso, endpoints: Endpoints | null): OAuthConfig<Claims> {
  followSecret(settings.clientSecret, settings.clientSecretFile, "AUTH_OIDC_CLIENT_SECRET_FILE");
  return {
    id: "oidc",
    name: settings.name,
    type: "oauth",
    issuer: endpoints?.issuer ?? settings.issuer,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret.reveal(),
    authorization: { url: endpoints?.authorization ?? "", params: { scope: settings.scope } },
    token: { url: endpoints?.token ?? "" },
    userinfo: {
      ...(endpoints?.userinfo ? { url: endpoints.userinfo } : {}),
      // Many providers keep the id token small and give the groups here alone. What the id token says comes first.
      request: async ({ client, tokens }) => {
        const claims = (tokens as { claims(): Claims }).claims();
        if (!endpoints?.userinfo || (claims["groups"] !== undefined && claims["email"] !== undefined))
          return claims;
        // openid-client refuses an answer about another subject than the id token's.
        const more = await client.userinfo(tokens as Parameters<typeof client.userinfo>[0]);
        return { ...more, ...claims };
      },
    },
    ...(endpoints ? { jwks_endpoint: endpoints.jwks } : {}),
    client: {
      id_token_signed_response_alg: endpoints?.signing ?? "RS256",
      token_endpoint_auth_method: endpoints?.secretBy ?? "client_secret_basic",
    },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    httpOptions: { timeout: 5_000 },
    profile: ({ sub }) => ({ id: sub }),
  };
}
