/** The published OPTIONS answer: 26 types with their descriptions, in its order. */
export const LISTED: Readonly<Record<string, string>> = {
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

/** Types that events carry and OPTIONS does not list. */
export const UNLISTED: Readonly<Record<string, string>> = {
  VERIFY_TEMPLATE_PUBLISH: "Verify template published",
  ACCOUNT_UPDATE_SETTINGS: "Account settings updated",
};

export const describeType = (type: string): string => LISTED[type] ?? UNLISTED[type] ?? type;

export const OPTIONS_BODY = JSON.stringify({
  eventTypes: Object.entries(LISTED).map(([type, description]) => ({ type, description })),
});
