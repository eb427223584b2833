import type { AccountModel, Happening } from "./model";
import type { Random } from "./random";

export function createSecret(model: AccountModel, random: Random): Happening | null {
  // An account has two secrets at most.
  if (model.secrets.length > 1) return null;
  const secretId = random.uuid();
  model.secrets.push(secretId);
  return { type: "ACCOUNT_SECRET_CREATE", context: { secretId, accountId: model.accountId } };
}

export function deleteSecret(model: AccountModel): Happening | null {
  if (model.secrets.length < 2) return null;
  return {
    type: "ACCOUNT_SECRET_DELETE",
    context: { secretId: model.secrets.shift(), accountId: model.accountId },
  };
}

export function allowAddress(model: AccountModel, random: Random): Happening | null {
  const ip = `198.51.100.${100 + random.int(60)}`;
  if (model.whitelist.includes(ip)) return null;
  model.whitelist.push(ip);
  return { type: "IP_WHITELIST_CREATE", context: { ip, accountId: model.accountId } };
}

export function forbidAddress(model: AccountModel, random: Random): Happening | null {
  if (model.whitelist.length < 2) return null;
  const [ip] = model.whitelist.splice(random.int(model.whitelist.length), 1);
  return { type: "IP_WHITELIST_DELETE", context: { ip, accountId: model.accountId } };
}

export function autoreload(model: AccountModel): object {
  return { ...model.autoreload, currency: "EUR", accountId: model.accountId };
}

export function changeAutoreload(model: AccountModel, random: Random): Happening | null {
  if (model.autoreloadKept) return null;
  const { enabled } = model.autoreload;
  if (!enabled || random.chance(0.3)) {
    model.autoreload = { ...model.autoreload, enabled: !enabled };
    return { type: enabled ? "AUTORELOAD_DISABLE" : "AUTORELOAD_ENABLE", context: autoreload(model) };
  }
  const threshold = random.pick([10, 15, 25]);
  model.autoreload = { enabled, amount: threshold * random.pick([3, 4, 5]), threshold };
  return { type: "AUTORELOAD_UPDATE", context: autoreload(model) };
}

/** Flat values: the ones before must be looked for in earlier events. */
export function changeSettings(model: AccountModel, random: Random): Happening {
  if (random.chance(0.4)) model.settings["max-outbound-request"] = random.pick([15, 30, 45, 60]);
  if (random.chance(0.1))
    model.settings["dr-callback-url"] = `https://sms.acme.example/receipts/v${random.int(9)}`;
  return restateSettings(model);
}

export function restateSettings(model: AccountModel): Happening {
  return {
    type: "ACCOUNT_UPDATE_SETTINGS_API",
    context: { accountId: model.accountId, settings: model.settings },
  };
}

/** Not listed by OPTIONS; carries both values itself. */
export function changeLimits(model: AccountModel, random: Random): Happening {
  const old = model.limits;
  model.limits = { "max-calls-per-second": random.int(9) + 1, "spend-alert": (random.int(9) + 1) * 100 };
  return { type: "ACCOUNT_UPDATE_SETTINGS", context: { accountId: model.accountId, old, new: model.limits } };
}

export function publishTemplate(model: AccountModel, random: Random): Happening {
  const locale = random.pick(["en-gb", "es-es", "pl-pl", "de-de"]);
  const template = { name: `verify-${locale}`, locale, version: random.int(40) + 1 };
  return { type: "VERIFY_TEMPLATE_PUBLISH", context: { accountId: model.accountId, template } };
}
