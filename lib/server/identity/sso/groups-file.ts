import "server-only";

import { readFileSync, statSync } from "node:fs";
import { log } from "../../log.ts";
import { readGroups, type GroupRule } from "./group-rules.ts";

/**
 * The operator's list of groups as it stands on disk now. It is looked at with each sign-in and read when it has changed; a list
 * that is wrong or gone is said in the log, and the last good one stays in force.
 */
export class GroupsFile {
  readonly #path: string | null;
  readonly #accounts: readonly { name: string; apiKey: string }[];
  #seen = "";
  #rules: readonly GroupRule[] = [];

  constructor(path: string | null, accounts: readonly { name: string; apiKey: string }[]) {
    this.#path = path;
    this.#accounts = accounts;
  }

  get rules(): readonly GroupRule[] {
    if (this.#path === null) return this.#rules;
    try {
      // Mounted secrets are swapped by a link, so the file's number counts as well as its time.
      const { mtimeMs, ino, size } = statSync(this.#path);
      const now = `${mtimeMs} ${ino} ${size}`;
      if (now !== this.#seen) {
        this.#seen = now;
        const first = this.#rules.length === 0;
        this.#rules = readGroups(readFileSync(this.#path, "utf8").replace(/^\uFEFF/, ""), this.#accounts);
        if (!first) log("info", "AUTH_OIDC_GROUPS_FILE was read again", { groups: this.#rules.length });
      }
    } catch (error) {
      log("error", "AUTH_OIDC_GROUPS_FILE cannot be used: the list read before stays in force", {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
    return this.#rules;
  }
}
