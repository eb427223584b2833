export interface Person {
  readonly email: string;
  readonly id: number;
  readonly country: string;
  /** Hours ahead of UTC. */
  readonly zone: number;
  readonly addresses: readonly string[];
  /** How busy, next to the others. */
  readonly weight: number;
}

export interface Profile {
  readonly domain: string;
  readonly persons: readonly Person[];
  readonly machines: { readonly addresses: readonly string[]; readonly country: string };
  /** Applications that exist before the history begins. */
  readonly apps: readonly { readonly id: string; readonly name: string; readonly type: string }[];
  readonly numberCountries: readonly string[];
  readonly oldNumbers: number;
}

export const SUPPORT_IVR = "9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5";
export const OTP_MESSAGES = "2a6d1c40-7b1e-4f5a-9c83-0e5b7d1f2a64";
export const CAMPAIGN_SENDER = "c81f0a93-3d52-4e7b-b6a4-95d0e2c7183f";
export const REMINDERS = "5be47d12-08a6-4c39-8f71-6a2c9d30b7e8";

function person(
  name: string,
  id: number,
  country: string,
  zone: number,
  weight: number,
  ...addresses: string[]
): Person {
  return { email: `${name}@acme.example`, id, country, zone, weight, addresses };
}

// Addresses are of the ranges kept for documentation: RFC 5737 and RFC 3849.
const PRODUCTION: Profile = {
  domain: "acme.example",
  persons: [
    person("ana.ruiz", 48102, "ES", 1, 1.4, "192.0.2.14", "192.0.2.14", "192.0.2.15"),
    person("priya.nair", 48177, "GB", 0, 1.2, "198.51.100.12", "198.51.100.12", "2001:db8:91:7::a3"),
    person("jonas.hale", 48213, "DE", 1, 1, "198.51.100.61", "2001:db8:44:2::19"),
    person("tomasz.lis", 48290, "PL", 1, 0.9, "192.0.2.131"),
    person("billing", 48011, "ES", 1, 0.45, "192.0.2.20"),
    person("sofia.marin", 48305, "ES", 1, 0.3, "192.0.2.33"),
  ],
  machines: { addresses: ["198.51.100.201", "198.51.100.201", "198.51.100.202"], country: "ES" },
  apps: [
    { id: SUPPORT_IVR, name: "Support IVR", type: "voice" },
    { id: OTP_MESSAGES, name: "OTP messages", type: "messages" },
    { id: CAMPAIGN_SENDER, name: "Campaign sender", type: "messages" },
    { id: REMINDERS, name: "Appointment reminders", type: "voice" },
  ],
  numberCountries: ["GB", "GB", "ES"],
  oldNumbers: 40,
};

const EMEA: Profile = {
  domain: "acme.example",
  persons: [
    person("lena.vogt", 51020, "DE", 1, 1.2, "203.0.113.20", "2001:db8:e3:1::5"),
    person("marc.dubois", 51044, "FR", 1, 1, "203.0.113.41"),
    person("ana.ruiz", 48102, "ES", 1, 0.3, "192.0.2.14"),
    person("omar.haddad", 51077, "AE", 4, 0.6, "203.0.113.90", "2001:db8:e3:9::1f"),
  ],
  machines: { addresses: ["198.51.100.210"], country: "DE" },
  apps: [
    { id: "71d0c5a8-4e2f-4b6d-a913-2f8e6c4b0d95", name: "Delivery notices", type: "messages" },
    { id: "e4b29f60-9a17-4d83-8c5e-b03a7f1d6e42", name: "Branch hotline", type: "voice" },
  ],
  numberCountries: ["DE", "FR", "ES"],
  oldNumbers: 12,
};

export const profileOf = (apiKey: string): Profile => (apiKey === "7c9e4b21" ? PRODUCTION : EMEA);
