import "server-only";

import { writeAccess, writeAccessOnce } from "./access-record.ts";
import type { Principal } from "./roles.ts";
import type { Identity } from "./settings.ts";
import type { Admission } from "./sso/admit.ts";
import type { Try } from "./throttle.ts";
import { normaliseName } from "./user-name.ts";
import type { User } from "./users.ts";

const NOWHERE = { session: null, account: null } as const;

/**
 * One record of a try to sign in by password. Of a refused one it holds the name as it was typed (as the store would spell it,
 * when a user could be called so): never the password. Tries that the throttle turned away unchecked are one record in five
 * minutes, so that whoever hammers at the door fills no disk.
 */
export async function recordSignIn(
  { store, now }: Identity,
  tried: Try<User>,
  typed: string,
  address: string,
): Promise<void> {
  if (tried.outcome === "accepted") {
    const reader = tried.value.name;
    return writeAccess(store, { ...NOWHERE, address, reader, verb: "sign_in", query: "" }, now());
  }
  const reader = normaliseName(typed) ?? typed;
  const refused = { ...NOWHERE, address, reader, verb: "sign_in_refused" } as const;
  if (tried.outcome === "refused")
    return writeAccess(store, { ...refused, query: "user or password is wrong" }, now());
  return writeAccessOnce(store, { ...refused, query: "too many tries, not checked" }, now());
}

const REASONS = { no_group: "no group that may enter", disabled: "disabled here" } as const;

/** The same for someone whom the provider vouched for; `named` is what the provider calls a person who is refused. */
export async function recordSsoSignIn(
  { store, now }: Identity,
  admission: Admission,
  named: string,
  address: string,
): Promise<void> {
  const accepted = admission.outcome === "accepted";
  await writeAccess(
    store,
    {
      ...NOWHERE,
      address,
      reader: accepted ? admission.name : named,
      verb: accepted ? "sign_in" : "sign_in_refused",
      query: accepted ? "single sign-on" : `single sign-on: ${REASONS[admission.reason]}`,
    },
    now(),
  );
}

/** Written after the session has ended: a record that fails keeps no session open. */
export const recordSignOut = (
  { store, now }: Identity,
  { user, sessionId }: Principal,
  address: string,
  query: "" | "everywhere" = "",
): Promise<void> =>
  writeAccess(
    store,
    { reader: user, session: sessionId, account: null, address, verb: "sign_out", query },
    now(),
  );
