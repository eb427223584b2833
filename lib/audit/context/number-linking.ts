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
