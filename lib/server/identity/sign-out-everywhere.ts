import "server-only";

import { AuditError } from "../../audit/errors.ts";
import type { AuthRequest } from "./auth-request.ts";
import { cookieNames } from "./cookies.ts";
import { isOwnForm } from "./csrf.ts";
import { sessionOfToken } from "./session-token.ts";
import { peerAddress } from "./peer-address.ts";
import type { Identity } from "./settings.ts";
import { recordSignOut } from "./sign-in-record.ts";
import { revokeSessionsOf } from "./users.ts";

/**
 * Ends every session of whoever asks, this one included; returns the cookie that takes it out of this browser. Throws
 * `cross_origin` without the form's token, `unauthorized` without a session: a copied cookie that is over ends nothing.
 */
export async function signOutEverywhere(ours: Identity, asked: AuthRequest): Promise<string> {
  const https = ours.origin.startsWith("https:");
  const names = cookieNames(https);
  if (!isOwnForm(asked.body["csrfToken"], asked.cookies[names.csrf], ours.secret))
    throw new AuditError("cross_origin", "The form was too old. Load the page again, then try again.");
  const live = await sessionOfToken(ours, asked.cookies[names.session]);
  if (!live) throw new AuditError("unauthorized", "This needs a signed-in reader.");
  await revokeSessionsOf(ours.store, live.user, ours.now());
  await recordSignOut(ours, live, peerAddress(), "everywhere");
  return `${names.session}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${https ? "; Secure" : ""}`;
}
