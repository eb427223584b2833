let names: Intl.DisplayNames | undefined;

/** "Seychelles" for `SC`; empty for what is no known country code. */
export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return "";
  names ??= new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  return names.of(code) ?? "";
}
