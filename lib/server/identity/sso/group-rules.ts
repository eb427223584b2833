import { z } from "zod";
import { ROLES, type Grant, type Role } from "../roles.ts";

/** One line of the operator's list: who is in this group may come, with this role, and read these accounts. */
export interface GroupRule {
  group: string;
  role: Role;
  accounts: Grant;
}

/** What a person's groups come to. */
export interface Granted {
  role: Role;
  accounts: Grant;
}

interface Known {
  readonly name: string;
  readonly apiKey: string;
}

const schema = z
  .array(
    z.strictObject(
      {
        group: z
          .string("must be text")
          .min(1, "must not be empty")
          .max(512, "must be at most 512 characters"),
        role: z.enum(ROLES, `must be one of ${ROLES.join(", ")}`),
        accounts: z.union(
          [z.literal("*"), z.array(z.string().min(1)).min(1)],
          'must be "*" or a list of account names or keys',
        ),
      },
      "must be an object of group, role and accounts",
    ),
    "must be a list of {group, role, accounts}",
  )
  .min(1, "must hold at least one group");

/** Reads the list; accounts come out as keys. Throws an Error whose message is the rest of a sentence ("entry 2, role: …"). */
export function readGroups(text: string, accounts: readonly Known[]): GroupRule[] {
  const parsed = schema.safeParse(fromJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [index, field] = issue?.path ?? [];
    const where =
      typeof index === "number"
        ? `entry ${index + 1}${field === undefined ? "" : `, ${String(field)}`}: `
        : "";
    throw new Error(`${where}${issue?.message ?? "it is not a list of groups"}`);
  }
  return parsed.data.map(({ group, role, accounts: named }, index) => ({
    group,
    role,
    accounts: named === "*" || named.includes("*") ? "*" : named.map((name) => keyOf(name, index, accounts)),
  }));
}

function keyOf(name: string, index: number, accounts: readonly Known[]): string {
  const found =
    accounts.find(({ apiKey }) => apiKey === name) ?? accounts.find((known) => known.name === name);
  if (!found)
    throw new Error(`entry ${index + 1}, accounts: ${JSON.stringify(name)} is no configured account`);
  return found.apiKey;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
}

/** The highest role of the matching groups and all their accounts together; null when no group matches: then nobody enters. */
export function grantOf(groups: readonly string[], rules: readonly GroupRule[]): Granted | null {
  const matching = rules.filter(({ group }) => groups.includes(group));
  const role = ROLES.findLast((each) => matching.some((rule) => rule.role === each));
  if (role === undefined) return null;
  if (matching.some(({ accounts }) => accounts === "*")) return { role, accounts: "*" };
  return { role, accounts: [...new Set(matching.flatMap(({ accounts }) => [...accounts]))] };
}
