import { type Line, type Telling, text } from "../sentence-parts.ts";
import type { Fields } from "./fields.ts";

/** The contract's `ContextNumberLinking`. `linked` follows from the type: the context is the same both ways. */
export interface NumberLinking {
  readonly kind: "number_linking";
  readonly linked: boolean;
  readonly msisdn: string;
  readonly country: string | null;
  readonly account: string | null;
  readonly applicationId: string | null;
}

export function readNumberLinking(fields: Fields, type: string): NumberLinking | null {
  const msisdn = fields.text("msisdn");
  const rest = {
    country: fields.text("country"),
    account: fields.text("account"),
    applicationId: fields.text("applicationId"),
  };
  return msisdn === null
    ? null
    : { kind: "number_linking", linked: type === "NUMBER_LINKED", msisdn, ...rest };
}

/** "linked to app Support IVR (was OTP messages)". */
export function lineOfLinking({ linked, applicationId }: NumberLinking, telling: Telling): Line | null {
  if (applicationId === null) return null;
  const app = telling.app(applicationId);
  const change = telling.change("application");
  // What a number was unlinked from stands in the sentence already.
  const was = linked ? telling.was(change, (before) => [telling.app(before)], "not linked") : null;
  const verb = linked ? " linked to app " : " unlinked from app ";
  return {
    subject: telling.subject(),
    parts: [
      { head: [text(verb), app], was, ...(was?.[0]?.kind === "resource" ? { lead: "linked to app " } : {}) },
    ],
    more: 0,
  };
}
