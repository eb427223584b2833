export type Family = "user" | "number" | "app" | "account" | "ip" | "reload" | "other";

/** In the order of the legend. */
export const FAMILIES: readonly { readonly id: Family; readonly label: string; readonly prefix: string }[] = [
  { id: "user", label: "User", prefix: "USER" },
  { id: "number", label: "Number", prefix: "NUMBER" },
  { id: "app", label: "App", prefix: "APP" },
  { id: "account", label: "Account", prefix: "ACCOUNT" },
  { id: "ip", label: "IP whitelist", prefix: "IP_WHITELIST" },
  { id: "reload", label: "Auto-reload", prefix: "AUTORELOAD" },
  { id: "other", label: "Other", prefix: "" },
];

/** By prefix, so that a type nobody listed still finds its family: `APP_ARCHIVE` is App, `APPLE_X` is not. */
export function familyOf(type: string): Family {
  const found = FAMILIES.find(
    ({ prefix }) => prefix !== "" && (type === prefix || type.startsWith(`${prefix}_`)),
  );
  return found?.id ?? "other";
}

export interface EventType {
  readonly type: string;
  readonly description: string;
}

// The 26 of a published OPTIONS answer, in its order. OPTIONS is the authority; this stands in only where it says nothing.
const FALLBACK: Record<string, string> = {
  USER_STATUS: "User status updated",
  USER_UPDATE: "User updated",
  USER_BILLING_UPDATE: "User billing updated",
  USER_CREATE: "User created",
  USER_LOGIN: "User login into Customer dashboard",
  USER_LOGOUT: "User logout from Customer dashboard",
  USER_PRODUCT_SEARCH: "User product search",
  USER_API_KEYS_UPDATE: "Sub-accounts for user updated",
  ACCOUNT_SECRET_DELETE: "Account secret deleted",
  ACCOUNT_SECRET_CREATE: "Account secret created",
  ACCOUNT_UPDATE_SETTINGS_API: "Account Settings updated via API",
  NUMBER_ASSIGN: "Number assigned",
  NUMBER_UPDATED: "Number updated",
  NUMBER_USER_CANCELED: "Number canceled by user",
  NUMBER_LINKED: "Number linked to application",
  NUMBER_UNLINKED: "Number unlinked from application",
  APP_CREATE: "Application created",
  APP_UPDATE: "Application updated",
  APP_DELETE: "Application deleted",
  APP_DISABLE: "Application disabled",
  APP_ENABLE: "Application enabled",
  IP_WHITELIST_CREATE: "Whitelist IP added",
  IP_WHITELIST_DELETE: "Whitelist IP deleted",
  AUTORELOAD_ENABLE: "Automatic reload enabled",
  AUTORELOAD_UPDATE: "Automatic reload settings updated",
  AUTORELOAD_DISABLE: "Automatic reload disabled",
};

export const FALLBACK_TYPES: readonly EventType[] = Object.entries(FALLBACK).map(([type, description]) => ({
  type,
  description,
}));

/** The built-in description, or `null` for a type that is not among the published 26. */
export const typeDescription = (type: string): string | null =>
  Object.hasOwn(FALLBACK, type) ? (FALLBACK[type] ?? null) : null;

const PREMIUM = "Recorded only for accounts with Premium Support: their absence proves nothing.";
const NOTES: Record<string, string> = { USER_LOGIN: PREMIUM, USER_LOGOUT: PREMIUM };

/** What a reader must know of a type before trusting that there is none of it; `null` where nothing. */
export const typeNote = (type: string): string | null =>
  Object.hasOwn(NOTES, type) ? (NOTES[type] ?? null) : null;

/** `VERIFY_TEMPLATE_PUBLISH` → `Verify template publish`. */
export function humanType(type: string): string {
  const words = type
    .replace(/[_:\s]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
