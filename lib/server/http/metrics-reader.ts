import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { config } from "../config.ts";
import { authorise, requirePrincipal } from "../identity/index.ts";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * Lets through whoever carries `AUDIT_METRICS_TOKEN`, and admins. The address decides nothing: behind a reverse proxy on the same
 * machine everyone comes from loopback. Throws `unauthorized` or `forbidden`.
 */
export async function metricsReader(request: Request): Promise<void> {
  const token = config().metricsToken;
  const [, given] = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (token !== null && given !== undefined && timingSafeEqual(digest(given), digest(token.reveal()))) return;
  authorise(await requirePrincipal(request), "administer");
}
