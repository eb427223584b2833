import type { AccountModel, Happening, PhoneNumber } from "./model";
import type { Random } from "./random";

const HTTP = [
  "https://sms.acme.example/in",
  "https://sms.acme.example/in/v2",
  "https://hooks.acme.example/sms",
];

/** The published shape of NUMBER_LINKED and NUMBER_UNLINKED. */
export function linking(model: AccountModel, number: PhoneNumber, applicationId: string): object {
  return { country: number.country, account: model.accountId, msisdn: number.msisdn, applicationId };
}

/** The published shape of NUMBER_UPDATED, with `accountId` now and then, as seen in a sample. */
export function voiceUpdate(number: PhoneNumber, extra: object = {}): object {
  const { country, msisdn, voice } = number;
  return {
    country,
    msisdn,
    ...(voice && { "voice-type": voice.type, "voice-value": voice.value }),
    ...extra,
  };
}

function any(model: AccountModel, random: Random): PhoneNumber | null {
  const number = random.pick(model.numbers);
  return number.kept ? null : number;
}

export function assignNumber(model: AccountModel, random: Random): Happening | null {
  if (model.numbers.length > 240) return null;
  const number = model.freshNumber(random);
  model.numbers.push(number);
  return assigned(model, number);
}

export function assigned(model: AccountModel, number: PhoneNumber): Happening {
  const { country, msisdn } = number;
  return {
    type: "NUMBER_ASSIGN",
    context: { country, msisdn, accountId: model.accountId, features: ["SMS", "VOICE"] },
  };
}

export function cancelNumber(model: AccountModel, random: Random): Happening | null {
  const number = any(model, random);
  if (!number || number.app !== undefined || model.numbers.length < 30) return null;
  model.numbers.splice(model.numbers.indexOf(number), 1);
  return { type: "NUMBER_USER_CANCELED", context: { country: number.country, msisdn: number.msisdn } };
}

export function updateNumber(model: AccountModel, random: Random): Happening | null {
  const number = any(model, random);
  if (!number) return null;
  const account = random.chance(0.2) ? { accountId: model.accountId } : {};
  if (random.chance(0.2)) {
    number.http = random.pick(HTTP);
    const { country, msisdn, http } = number;
    return { type: "NUMBER_UPDATED", context: { country, msisdn, http, ...account } };
  }
  // One in eight says only what was so already.
  if (!number.voice || random.chance(0.875)) number.voice = newVoice(model, random);
  const http = number.http !== undefined && random.chance(0.5) ? { http: number.http } : {};
  return { type: "NUMBER_UPDATED", context: voiceUpdate(number, { ...http, ...account }) };
}

function newVoice(model: AccountModel, random: Random) {
  const n = random.int(900) + 100;
  return random.pick([
    { type: "tel", value: `34600000${n}` },
    { type: "tel", value: `447700900${n}` },
    { type: "sip", value: `sip:desk${n}@pbx.acme.example` },
    { type: "vxml", value: `https://voice.acme.example/menu-${n}.vxml` },
    { type: "app", value: random.pick(model.apps).id },
  ]);
}

export function linkNumber(model: AccountModel, random: Random): Happening[] | null {
  const number = any(model, random);
  const app = random.pick(model.apps);
  if (!number || number.app === app.id || !app.enabled) return null;
  number.app = app.id;
  const linked: Happening = { type: "NUMBER_LINKED", context: linking(model, number, app.id) };
  if (app.type !== "voice" || random.chance(0.5)) return [linked];
  // The dashboard does both at once: two events of one second.
  number.voice = { type: "app", value: app.id };
  return [linked, { type: "NUMBER_UPDATED", context: voiceUpdate(number) }];
}

export function unlinkNumber(model: AccountModel, random: Random): Happening | null {
  const number = any(model, random);
  if (number?.app === undefined) return null;
  const context = linking(model, number, number.app);
  delete number.app;
  return { type: "NUMBER_UNLINKED", context };
}
