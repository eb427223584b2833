import { isRole, ROLES, type Grant, type Role } from "./roles.ts";

export type UserCommand =
  | { verb: "add"; name: string; role: Role; accounts: Grant | null }
  | { verb: "password" | "disable" | "enable" | "sign-out" | "remove"; name: string }
  | { verb: "grant"; name: string; accounts: Grant }
  | { verb: "role"; name: string; role: Role }
  | { verb: "list" }
  | { verb: "help" };

/** Wrong words on the command line or on stdin; the message is for the person who typed them. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const USAGE = `npm run user -- add NAME --role ${ROLES.join("|")} [--accounts KEY,…]   (password on stdin)
npm run user -- password NAME   (the new one on stdin; ends every session of NAME)
npm run user -- disable NAME
npm run user -- enable NAME
npm run user -- sign-out NAME   (ends every session of NAME, here or from single sign-on)
npm run user -- remove NAME   (for good; what NAME did stays in the access record)
npm run user -- grant NAME --accounts KEY,…   (or --accounts '*' for every account)
npm run user -- role NAME --role ${ROLES.join("|")}
npm run user -- list`;

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  add: ["role", "accounts"],
  password: [],
  remove: [],
  disable: [],
  enable: [],
  "sign-out": [],
  grant: ["accounts"],
  role: ["role"],
  list: [],
};

/** Throws `UsageError`. Account names and keys are not looked up here. */
export function readArguments(words: readonly string[]): UserCommand {
  const [verb, ...rest] = words;
  if (verb === undefined || verb === "help" || words.includes("--help")) return { verb: "help" };
  const allowed = Object.hasOwn(OPTIONS, verb) ? OPTIONS[verb] : undefined;
  if (!allowed) throw new UsageError(`There is no command ${verb}.\n\n${USAGE}`);

  const { names, options } = split(rest, allowed);
  if (verb === "list") {
    if (names.length > 0) throw new UsageError("list takes no name.");
    return { verb };
  }
  const [name, ...more] = names;
  if (name === undefined) throw new UsageError(`Which user? Write: npm run user -- ${verb} NAME`);
  if (more.length > 0) throw new UsageError(`One user at a time: what is ${more.join(" ")}?`);
  switch (verb) {
    case "add":
      return { verb, name, role: readRole(options), accounts: readList(options.get("accounts")) };
    case "role":
      return { verb, name, role: readRole(options) };
    case "grant": {
      const accounts = readList(options.get("accounts"));
      if (accounts === null)
        throw new UsageError("grant needs --accounts KEY,… (or --accounts '*' for every account).");
      return { verb, name, accounts };
    }
    default:
      return { verb: verb as "password" | "disable" | "enable" | "sign-out" | "remove", name };
  }
}

function split(words: readonly string[], allowed: readonly string[]) {
  const names: string[] = [];
  const options = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const [, option, inline] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (option === undefined) {
      names.push(word);
      continue;
    }
    if (!allowed.includes(option)) throw new UsageError(`There is no option --${option} here.\n\n${USAGE}`);
    if (options.has(option)) throw new UsageError(`--${option} stands twice.`);
    const value = inline ?? words[(at += 1)];
    if (!value || (inline === undefined && value.startsWith("--")))
      throw new UsageError(`--${option} needs a value.`);
    options.set(option, value);
  }
  return { names, options };
}

function readRole(options: ReadonlyMap<string, string>): Role {
  const role = options.get("role");
  if (role === undefined) throw new UsageError(`--role is needed: ${ROLES.join(", ")}.`);
  if (!isRole(role)) throw new UsageError(`There is no role ${role}: it is one of ${ROLES.join(", ")}.`);
  return role;
}

function readList(text: string | undefined): Grant | null {
  if (text === undefined) return null;
  if (text === "*") return text;
  const keys = [...new Set(text.split(",").map((key) => key.trim()))];
  if (keys.includes("")) throw new UsageError("--accounts has an empty place between its commas.");
  if (keys.includes("*")) throw new UsageError("--accounts '*' stands alone: it means every account.");
  return keys;
}
