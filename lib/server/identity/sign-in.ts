import "server-only";

import { checkPassword } from "./passwords.ts";
import type { Identity } from "./settings.ts";
import type { Try } from "./throttle.ts";
import { findUser, normaliseName, type User } from "./users.ts";

/** Checks a name and a password, counted by name and address. Every wrong pair costs the same work and the same words. */
export async function signInWithPassword(
  { store, terms, throttle }: Identity,
  credentials: { username: string; password: string },
  address: string,
): Promise<Try<User>> {
  const name = normaliseName(credentials.username);
  // Names that no user can have share one count: they are guesses all the same, and of any length.
  return throttle.attempt(`${name ?? ""} ${address}`, async () => {
    const user = name === null ? null : await findUser(store, name, terms.demoUser);
    const usable = user !== null && user.disabledAt === null;
    const matches = await checkPassword(usable ? user.passwordHash : null, credentials.password);
    return matches && usable ? user : null;
  });
}
