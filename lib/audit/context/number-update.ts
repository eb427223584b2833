import type { Fields } from "./fields.ts";

/** The contract's `ContextNumberUpdate`, and `accountId`, which a published sample carries. Only new values, never the old ones. */
export interface NumberUpdate {
  readonly kind: "number_update";
  readonly msisdn: string;
  readonly country: string | null;
  readonly voiceType: string | null;
  readonly voiceValue: string | null;
  readonly http: string | null;
  readonly accountId: string | null;
}

export function readNumberUpdate(fields: Fields): NumberUpdate | null {
  const msisdn = fields.text("msisdn");
  const rest = {
    country: fields.text("country"),
    voiceType: fields.text("voice-type", ["tel", "sip", "vxml", "app"]),
    voiceValue: fields.text("voice-value"),
    http: fields.text("http"),
    accountId: fields.text("accountId"),
  };
  return msisdn === null ? null : { kind: "number_update", msisdn, ...rest };
}
