import { createHash } from "node:crypto";
import { DEMO, normaliseName } from "../user-name.ts";

/** What we take from the provider's verified statement about a person. */
export interface Person {
  issuer: string;
  subject: string;
  groups: readonly string[];
  /** What this person may be called here, best first; the last is always free. */
  names: readonly string[];
  /** Every name the provider gives, however little it is worth: enough to refuse someone who is disabled here. */
  claimed: readonly string[];
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * `subject` alone is the identity: OpenID Connect promises of no other claim that it is unique and stays. The name is only what
 * people read in records, so it is one that nobody else can take: an e-mail address when the provider has verified it, else the
 * user name, else a digest of the subject. A user name that looks like an address is not used when the provider says that the
 * address is *not* verified.
 */
export function personOf(issuer: string, claims: Claims): Person | null {
  const subject = text(claims["sub"]);
  if (subject === null) return null;
  const email = text(claims["email"]);
  const username = text(claims["preferred_username"]);
  const verified = claims["email_verified"];
  const isVerified = verified === true || verified === "true";
  const isRefuted = verified === false || verified === "false";

  const wanted = [isVerified ? email : null, isRefuted && username?.includes("@") ? null : username];
  const digest = createHash("sha256").update(`${issuer}\0${subject}`).digest("hex").slice(0, 24);
  return {
    issuer,
    subject,
    groups: groupsOf(claims["groups"]),
    names: [...namesOf(wanted).filter((name) => name !== DEMO.name), `sso-${digest}`],
    claimed: namesOf([email, username, subject]),
  };
}

const text = (value: unknown): string | null =>
  typeof value === "string" && value.length > 0 && value.length <= 1024 ? value : null;

const namesOf = (values: readonly (string | null)[]): string[] => [
  ...new Set(
    values.map((value) => (value === null ? null : normaliseName(value))).filter((name) => name !== null),
  ),
];

/** A list, or, from providers that shorten a list of one, its single text. Anything else is no group. */
function groupsOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((group): group is string => typeof group === "string" && group !== "");
}
