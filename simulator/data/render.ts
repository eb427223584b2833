import { selfHref } from "../account";
import { formatSecond } from "../http/dates";
import { describeType } from "./event-types";
import type { Happening } from "./model";
import type { Person, Profile } from "./profiles";
import type { Random } from "./random";

/** Who did it, and from where, as the event will say it. */
export interface Origin {
  readonly user_email?: string;
  readonly user_id?: number;
  readonly source: "CD" | "DEVAPI";
  readonly source_description: string;
  readonly source_ip?: string;
  readonly source_country?: string;
}

export function byPerson(person: Person, address: string, country = person.country): Origin {
  return {
    user_email: person.email,
    user_id: person.id,
    source: "CD",
    source_description: "Customer Dashboard",
    source_ip: address,
    source_country: country,
  };
}

/** By a program, whose events have no user. */
export function byMachine(profile: Profile, address: string): Origin {
  return {
    source: "DEVAPI",
    source_description: "Developer API",
    source_ip: address,
    source_country: profile.machines.country,
  };
}

/** What real samples show: two spellings, an address that is empty or absent, a user without an id. */
export function blur(origin: Origin, random: Random): Origin {
  const luck = random.next();
  if (luck < 0.012) return { ...origin, source_ip: "", source_country: "" };
  if (luck < 0.02) {
    const { source_ip: _ip, source_country: _country, ...rest } = origin;
    return rest;
  }
  if (luck < 0.03) {
    const { user_id: _id, ...rest } = origin;
    return rest;
  }
  if (luck < 0.2 && origin.source === "CD") return { ...origin, source_description: "Customer dashboard" };
  return origin;
}

/** An event's compact JSON. `overrides` replace fields ahead of the context; an undefined one removes its field. */
export function render(
  accountId: string,
  id: string,
  at: number,
  origin: Origin,
  happening: Happening,
  overrides: Readonly<Record<string, unknown>> = {},
): string {
  const { user_email, user_id, ...source } = origin;
  const head = JSON.stringify({
    id,
    event_type: happening.type,
    event_type_description: describeType(happening.type),
    created_at: formatSecond(at),
    user_email,
    user_id,
    account_id: accountId,
    ...source,
    ...overrides,
  });
  const context = happening.contextText ?? (happening.context && JSON.stringify(happening.context));
  const link = `"_links":{"self":{"href":"${selfHref(id)}"}}`;
  return `${head.slice(0, -1)},${context === undefined ? "" : `"context":${context},`}${link}}`;
}
