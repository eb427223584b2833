import {
  fieldPart,
  type Line,
  type Part,
  said,
  type Segment,
  type Telling,
  UNKNOWN,
  text,
  value,
} from "../sentence-parts.ts";
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

/** Type and value are one destination: `tel:34600000190`, `sip:9@example`, `app:` and the application's name. */
function destination(type: string | null, target: string | null, telling: Telling): Segment[] {
  if (target === null || target === "") return [value(type ?? "none")];
  if (type === "app") return [value("app:"), telling.app(target)];
  const scheme = type === "tel" || type === "sip" ? `${type}:` : "";
  return [value(target.toLowerCase().startsWith(scheme) ? target : scheme + target)];
}

/** "voice → tel:34600000190 (was sip:a)"; where only other fields changed, the first of them. */
export function lineOfUpdate({ voiceType, voiceValue, http }: NumberUpdate, telling: Telling): Line {
  const subject = telling.subject();
  const { changes } = telling;
  if (changes === null) {
    if (voiceType !== null || voiceValue !== null) return { subject, parts: [voicePart(null)], more: 0 };
    const only = http === null ? said(" updated") : { head: [text(" http → "), value(http)], was: null };
    return { subject, parts: [only], more: 0 };
  }
  const type = telling.change("voice-type");
  const target = telling.change("voice-value");
  if (type ?? target) {
    // The half that did not change is the same before.
    const before = (change: typeof type, now: string | null) => (change === undefined ? now : change.before);
    const was =
      target?.provenance === "unknown" || (target === undefined && type?.provenance === "unknown")
        ? [UNKNOWN]
        : destination(before(type, voiceType), before(target, voiceValue), telling);
    return {
      subject,
      parts: [voicePart(was)],
      more: changes.filter(({ key }) => !key.startsWith("voice-")).length,
    };
  }
  const first = changes[0];
  const part = first === undefined ? said(" updated, no field differs") : fieldPart(telling, first);
  return { subject, parts: [part], more: Math.max(0, changes.length - 1) };

  function voicePart(was: Part["was"]): Part {
    return { head: [text(" voice → "), ...destination(voiceType, voiceValue, telling)], was };
  }
}
