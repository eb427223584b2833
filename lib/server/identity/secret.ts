import "server-only";

import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config.ts";

const known = new Map<string, string>();

/** The key of this process: `sessionSecret` of the configuration, read from its file once. */
export function configuredSecret({ dataDir, auth }: Pick<Config, "dataDir" | "auth">): string {
  const secret = known.get(dataDir) ?? sessionSecret(dataDir, auth.secret?.reveal() ?? null);
  known.set(dataDir, secret);
  return secret;
}

/**
 * The key of the session cookies: the operator's, else one made once and kept beside the stores. Written aside and linked into
 * place, so that of two processes starting at once both use the one that came first, and none ever reads half of it.
 */
export function sessionSecret(dataDir: string, given: string | null): string {
  if (given) return given;
  const file = join(dataDir, "nextauth-secret");
  const kept = read(file);
  if (kept) return kept;

  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const aside = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(aside, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  const made = read(file);
  if (!made) throw new Error(`${file} is empty: remove it, and a new key is made at the next start.`);
  return made;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
