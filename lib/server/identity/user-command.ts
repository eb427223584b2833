import "server-only";

import { ConfigError, dataDirOf, loadConfig } from "../config.ts";
import { openConsoleStore, type ConsoleStore } from "../database/open-store.ts";
import { StoreError } from "../database/store-error.ts";
import { hashPassword } from "./passwords.ts";
import { readPassword } from "./read-password.ts";
import type { Grant } from "./roles.ts";
import { readArguments, USAGE, UsageError, type UserCommand } from "./user-arguments.ts";
import {
  addUser,
  DEMO,
  findUser,
  listUsers,
  normaliseName,
  removeUser,
  revokeSessionsOf,
  setAccounts,
  setDisabled,
  setPassword,
  setRole,
} from "./users.ts";

interface Setting {
  dataDir: string;
  /** Null when none are configured for this command: then any key is taken at its word. */
  accounts: readonly { name: string; apiKey: string }[] | null;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A store may be prepared before the console has its credentials, so none are asked for here. */
function setting(env: NodeJS.ProcessEnv): Setting {
  const names = ["VONAGE_API_KEY", "VONAGE_API_KEY_FILE", "AUDIT_ACCOUNTS_FILE"];
  if (!names.some((name) => env[name])) return { dataDir: dataDirOf(env), accounts: null };
  const { dataDir, accounts } = loadConfig(env);
  return { dataDir, accounts };
}

/** Account names become keys: a key is what stays. */
function toKeys(words: readonly string[], accounts: Setting["accounts"]): string[] {
  return words.map((word) => {
    if (accounts === null) return word;
    const found = accounts.find(({ name, apiKey }) => apiKey === word || name === word);
    if (found) return found.apiKey;
    throw new UsageError(
      `No configured account is called ${word}. There are: ${accounts.map(({ name, apiKey }) => `${apiKey} (${name})`).join(", ")}.`,
    );
  });
}

function describe(grant: Grant): string {
  if (grant === "*") return "every configured account, also those added later";
  return `${grant.length === 1 ? "the account" : "the accounts"} ${grant.join(", ")}`;
}

function nameOf(text: string, verb: UserCommand["verb"]): string {
  const name = normaliseName(text);
  if (name === null) {
    throw new UsageError(
      `A user's name is 1 to 64 letters, digits, or . _ @ + -, and begins with a letter or digit: not ${text}.`,
    );
  }
  // The demo user has sessions like anyone, and nothing else that could be changed.
  if (name === DEMO.name && verb !== "sign-out")
    throw new UsageError("The name demo belongs to the demo sign-in.");
  return name;
}

/** What groups decide is not for this command: the next sign-in would undo it. */
async function refuseSso(store: ConsoleStore, name: string): Promise<void> {
  if ((await findUser(store, name, false))?.issuer)
    throw new UsageError(
      `${name} comes by single sign-on: the provider keeps the password, and the groups in AUTH_OIDC_GROUPS_FILE decide role and accounts. disable, sign-out and remove work.`,
    );
}

const noSuch = (name: string) =>
  new UsageError(`There is no user ${name}. npm run user -- list shows those there are.`);

async function run(
  command: Exclude<UserCommand, { verb: "help" }>,
  { dataDir, accounts }: Setting,
): Promise<void> {
  // All that can be wrong with the words is said before a password is asked for or a store is made.
  const name = "name" in command ? nameOf(command.name, command.verb) : "";
  const given = "accounts" in command ? command.accounts : null;
  const grant: Grant = given === null || given === "*" ? "*" : toKeys(given, accounts);
  const takesPassword = command.verb === "add" || command.verb === "password";
  const passwordHash = takesPassword
    ? await hashPassword(await readPassword(name, process.stdin, process.stderr))
    : "";

  const store = await openConsoleStore(dataDir);
  try {
    switch (command.verb) {
      case "add":
        if (
          !(await addUser(store, { name, role: command.role, accounts: grant, passwordHash }, Date.now()))
        ) {
          throw new UsageError(`There is a user ${name} already.`);
        }
        say(`Added ${name}, ${command.role}, who may read ${describe(grant)}.`);
        if (given === null) say(`To grant fewer: npm run user -- grant ${name} --accounts KEY,…`);
        return;
      case "password":
        await refuseSso(store, name);
        if (!(await setPassword(store, name, passwordHash, Date.now()))) throw noSuch(name);
        return say(`${name} has a new password; every session of ${name} is over.`);
      case "remove": {
        const user = await findUser(store, name, false);
        if (!(await removeUser(store, name, Date.now()))) throw noSuch(name);
        say(
          `Removed ${name}; every session of ${name} is over. What ${name} did stays in the access record.`,
        );
        if (user?.issuer) say(`To keep ${name} out, whose groups may enter: disable, do not remove.`);
        return;
      }
      case "disable":
        if (!(await setDisabled(store, name, true, Date.now()))) throw noSuch(name);
        return say(`Disabled ${name}; every session of ${name} is over.`);
      case "enable":
        if (!(await setDisabled(store, name, false, Date.now()))) throw noSuch(name);
        return say(`Enabled ${name}.`);
      case "sign-out": {
        if (name !== DEMO.name && !(await findUser(store, name, false))) throw noSuch(name);
        const ended = await revokeSessionsOf(store, name, Date.now());
        return say(`Ended ${ended === 1 ? "1 session" : `${ended} sessions`} of ${name}.`);
      }
      case "grant":
        await refuseSso(store, name);
        if (!(await setAccounts(store, name, grant))) throw noSuch(name);
        return say(`${name} may read ${describe(grant)}.`);
      case "role":
        await refuseSso(store, name);
        if (!(await setRole(store, name, command.role))) throw noSuch(name);
        return say(`${name} is ${command.role} now.`);
      case "list":
        return await list(store);
    }
  } finally {
    await store.destroy();
  }
}

async function list(store: ConsoleStore): Promise<void> {
  const users = await listUsers(store);
  if (users.length === 0)
    return say("There are no users yet. Add one: npm run user -- add NAME --role viewer|analyst|admin");
  for (const user of users) {
    const origin = user.issuer === null ? "" : `\tsingle sign-on ${user.issuer}`;
    const state = user.disabledAt === null ? "" : `\tdisabled ${new Date(user.disabledAt).toISOString()}`;
    say(
      `${user.name}\t${user.role}\t${user.accounts === "*" ? "every account" : user.accounts.join(",")}${origin}${state}`,
    );
  }
}

try {
  const command = readArguments(process.argv.slice(2));
  if (command.verb === "help") say(USAGE);
  else await run(command, setting(process.env));
} catch (error) {
  const isExpected =
    error instanceof UsageError || error instanceof ConfigError || error instanceof StoreError;
  process.stderr.write(
    `${isExpected ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
}
