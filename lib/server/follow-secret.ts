import "server-only";

import { readFileSync, statSync } from "node:fs";
import { log } from "./log.ts";
import { Secret } from "./vonage/accounts/secret.ts";

const followed = new WeakMap<Secret, { stamp: string; complaint: string }>();

/**
 * Reads a secret again when its file has changed, so that it can be rotated without a restart; looked at with each use. A file
 * that is gone, empty or no secret is said in the log, and the secret read before stays in force. `variable` names the file's setting.
 */
export function followSecret(secret: Secret, file: string | null, variable: string): void {
  if (file === null) return;
  const known = followed.get(secret) ?? { stamp: "", complaint: "" };
  followed.set(secret, known);
  try {
    const { mtimeMs, ino, size } = statSync(file);
    const stamp = `${mtimeMs} ${ino} ${size}`;
    if (known.stamp === stamp) return;
    known.stamp = stamp;
    const text = readFileSync(file, "utf8")
      .replace(/^\uFEFF/, "")
      .replace(/\r?\n$/, "");
    if (text === "" || text.length > 4096 || /[\u0000-\u001f\u007f]/.test(text))
      throw new Error("it is empty, too long, or more than one line");
    known.complaint = "";
    if (secret.renew(new Secret(text))) log("info", `${variable} was read again`);
  } catch (error) {
    // One line for each fault, not for each use.
    const reason = error instanceof Error ? error.message : String(error);
    if (reason === known.complaint) return;
    known.complaint = reason;
    log("error", `${variable} cannot be used: the secret read before stays in force`, { reason });
  }
}
