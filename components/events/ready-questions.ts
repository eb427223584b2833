/** Questions that are asked first in most incidents, as sets of types: the upstream can answer each in one call. */
export const READY_QUESTIONS: readonly { label: string; types: readonly string[] }[] = [
  {
    label: "Credentials changed",
    types: ["ACCOUNT_SECRET_CREATE", "ACCOUNT_SECRET_DELETE", "USER_API_KEYS_UPDATE"],
  },
  {
    label: "Webhooks changed",
    types: ["APP_CREATE", "APP_UPDATE", "NUMBER_UPDATED", "NUMBER_LINKED", "NUMBER_UNLINKED"],
  },
  { label: "Allow-list changed", types: ["IP_WHITELIST_CREATE", "IP_WHITELIST_DELETE"] },
];
