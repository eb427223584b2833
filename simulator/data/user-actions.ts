import type { AccountModel, Happening, ManagedUser } from "./model";
import type { Random } from "./random";

const named = ({ id, email }: ManagedUser) => ({ userId: id, email });

export function createUser(model: AccountModel): Happening | null {
  if (model.users.length > 60) return null;
  const user = model.newUser();
  return { type: "USER_CREATE", context: { ...named(user), role: user.role, status: user.status } };
}

export function updateUser(model: AccountModel, random: Random): Happening {
  const user = random.pick(model.users);
  const before = { role: user.role };
  user.role = random.pick(["admin", "developer", "support", "finance"]);
  return { type: "USER_UPDATE", context: { ...named(user), before, after: { role: user.role } } };
}

export function changeStatus(model: AccountModel, random: Random): Happening {
  const user = random.pick(model.users);
  const from = user.status;
  user.status = from === "active" ? "suspended" : "active";
  return { type: "USER_STATUS", context: { ...named(user), field: "status", from, to: user.status } };
}

export function changeKeys(model: AccountModel, random: Random): Happening {
  const user = random.pick(model.users);
  const previous = { subaccounts: user.keys };
  user.keys = random.int(6) + 1;
  return {
    type: "USER_API_KEYS_UPDATE",
    context: { ...named(user), previous, current: { subaccounts: user.keys } },
  };
}

export function changeBilling(model: AccountModel, random: Random): Happening {
  const user = random.pick(model.users);
  const city = random.pick(["Madrid", "London", "Berlin", "Warszawa", "Málaga"]);
  return { type: "USER_BILLING_UPDATE", context: { ...named(user), billing: { company: "Acme", city } } };
}

export function searchProduct(model: AccountModel, random: Random): Happening {
  const country = random.pick(model.profile.numberCountries);
  const features = random.pick(["SMS", "VOICE", "SMS,VOICE"]);
  return {
    type: "USER_PRODUCT_SEARCH",
    context: { product: "numbers", country, features, results: random.int(60) },
  };
}
