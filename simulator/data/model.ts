import { SUPPORT_IVR, type Profile } from "./profiles";
import type { Random } from "./random";

interface Callback {
  readonly method: "GET" | "POST";
  readonly url: string;
}

export interface App {
  readonly id: string;
  name: string;
  readonly type: string;
  answer: Callback;
  event: Callback;
  /** undefined: no event has said it yet. */
  signed?: boolean;
  improveAi?: boolean;
  enabled: boolean;
  /** What only the story changes: its name (and it lasts), or all of it. */
  readonly kept: "nothing" | "name" | "all";
}

export interface PhoneNumber {
  readonly msisdn: string;
  readonly country: string;
  voice?: { readonly type: string; readonly value: string };
  http?: string;
  app?: string;
  /** Only the story changes it. */
  readonly kept: boolean;
}

export interface ManagedUser {
  readonly id: number;
  readonly email: string;
  role: string;
  status: string;
  keys: number;
}

/** What one event says: its type, and its context as an object or, where objects cannot say it, as text. */
export interface Happening {
  readonly type: string;
  readonly context?: object | undefined;
  readonly contextText?: string;
}

/** Prefix and further digits: the British and French ranges are those kept for drama. */
const RANGES: Readonly<Record<string, readonly [string, number]>> = {
  GB: ["447700900", 3],
  FR: ["3363998", 4],
  DE: ["49171392", 4],
};

const STORY_NUMBERS = [
  ..."012 345 501 502 678 995 996 997 998 999".split(" ").map((end) => `447700900${end}`),
  "34600000112",
];

/**
 * The state of one account while its history is made. Events come from changes to it, so what was before any event can
 * be found by replaying the earlier ones.
 */
export class AccountModel {
  readonly apps: App[];
  readonly numbers: PhoneNumber[] = [];
  readonly secrets: string[] = [];
  readonly whitelist: string[] = [];
  readonly users: ManagedUser[];
  readonly settings: Record<string, string | number> = {
    "mo-callback-url": "https://sms.acme.example/in",
    "dr-callback-url": "https://sms.acme.example/receipts",
    "max-outbound-request": 30,
  };
  autoreload = { enabled: true, amount: 50, threshold: 10 };
  autoreloadKept = false;
  limits = { "max-calls-per-second": 3, "spend-alert": 250 };
  private readonly used = new Set(STORY_NUMBERS);
  private nextUser = 60_000;

  constructor(
    readonly accountId: string,
    readonly profile: Profile,
    random: Random,
  ) {
    this.apps = profile.apps.map(({ id, name, type }) => ({
      ...newApp(id, name, type),
      kept: id === SUPPORT_IVR ? "all" : "name",
    }));
    this.users = profile.persons.map(({ id, email }) => ({
      id,
      email,
      role: "developer",
      status: "active",
      keys: 1,
    }));
    for (let i = 0; i < profile.oldNumbers; i += 1) {
      const number = this.freshNumber(random);
      this.numbers.push({ ...number, voice: { type: "tel", value: `3460000${1000 + i}` } });
    }
    this.secrets.push(random.uuid());
    this.whitelist.push("192.0.2.1", "198.51.100.1");
  }

  /** A number never used before. */
  freshNumber(random: Random): PhoneNumber {
    for (;;) {
      // The short ranges run out in a long history; the Spanish one does not.
      const country = this.used.size > 500 ? "ES" : random.pick(this.profile.numberCountries);
      const [prefix, digits] = RANGES[country] ?? ["34600", 6];
      const msisdn = prefix + String(random.int(10 ** digits)).padStart(digits, "0");
      if (this.used.has(msisdn)) continue;
      this.used.add(msisdn);
      return { msisdn, country, kept: false };
    }
  }

  newUser(): ManagedUser {
    const id = (this.nextUser += 1);
    const email = `contractor.${id - 60_000}@${this.profile.domain}`;
    const user = { id, email, role: "support", status: "active", keys: 1 };
    this.users.push(user);
    return user;
  }

  app(id: string): App {
    const app = this.apps.find((one) => one.id === id);
    if (!app) throw new Error(`No application ${id}.`);
    return app;
  }

  number(msisdn: string): PhoneNumber {
    const number = this.numbers.find((one) => one.msisdn === msisdn);
    if (!number) throw new Error(`No number ${msisdn}.`);
    return number;
  }
}

export function newApp(id: string, name: string, type: string): App {
  const path = name.toLowerCase().replaceAll(" ", "-");
  return {
    id,
    name,
    type,
    answer: { method: "GET", url: `https://apps.acme.example/${path}/ncco` },
    event: { method: "POST", url: `https://apps.acme.example/${path}/events` },
    enabled: true,
    kept: "nothing",
  };
}
