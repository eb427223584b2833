import { badParameter } from "./errors.ts";
import { parseIp } from "./ip.ts";
import { RESOURCE_KINDS } from "./resource-kind.ts";

/** More than this in one parameter is a mistake, and no proxy would carry it. */
export const MAX_VALUE_LENGTH = 8000;
/** Characters of a text that events are searched for. */
export const MAX_SEARCH_LENGTH = 500;
const MAX_ITEMS = 200;
const CONTROL = /\p{Cc}/u;

/** Refused without echo of the value: it may be anything. `suggestion` is a value that would pass. */
export type Refuse = (detail: string, suggestion?: string) => Error;
/** Checks one item of a list and gives it in the form in which it is kept. Throws what `refuse` makes. */
export type Item = (text: string, refuse: Refuse) => string;

/** A comma-separated list: at least one item, none empty, spaces around items ignored, doubles dropped, order kept. */
export function parseList(field: string, text: string, item: Item): string[] {
  const refuse: Refuse = (detail, suggestion) => badParameter(field, detail, suggestion);
  const parts = text.split(",").map((part) => part.trim());
  if (parts.includes("")) throw refuse(`${field} has an empty item in its list.`);
  if (parts.length > MAX_ITEMS) throw refuse(`${field} takes at most ${MAX_ITEMS} items.`);
  return [...new Set(parts.map((part) => item(part, refuse)))];
}

/** Types are open: any text but control characters. */
export const eventTypeItem: Item = (text, refuse) => {
  if (text.length > 128 || CONTROL.test(text))
    throw refuse("A type has 1 to 128 characters, none of them a control character.");
  return text;
};

export const userItem: Item = (text, refuse) => {
  const email = /^[^\s@]+@[^\s@]+$/.test(text) && text.length <= 254 && !CONTROL.test(text);
  if (!email && !/^\d{1,20}$/.test(text)) throw refuse("An actor is an e-mail address or a numeric id.");
  return text;
};

export const ipItem: Item = (text, refuse) => {
  if (parseIp(text) === null) throw refuse("An address is IPv4 or IPv6, or a block such as 203.0.113.0/24.");
  return text.toLowerCase();
};

export const countryItem: Item = (text, refuse) => {
  if (!/^[A-Za-z]{2}$/.test(text)) throw refuse("A country is two letters, such as GB.");
  return text.toUpperCase();
};

export const sourceItem: Item = (text, refuse) => {
  const upper = text.toUpperCase();
  const known = upper === "CD" || upper === "DEVAPI";
  if (!known || upper !== text) throw refuse("A source is CD or DEVAPI.", known ? upper : undefined);
  return text;
};

export const resourceItem: Item = (text, refuse) => {
  const colon = text.indexOf(":");
  const kind = text.slice(0, colon);
  const value = text.slice(colon + 1).trim();
  if (colon < 0 || !(RESOURCE_KINDS as readonly string[]).includes(kind))
    throw refuse(`A resource is kind:value, the kind one of ${RESOURCE_KINDS.join(", ")}.`);
  if (value === "" || value.length > 200 || CONTROL.test(value))
    throw refuse("The value of a resource has 1 to 200 characters, none of them a control character.");
  return `${kind}:${value}`;
};

/** Name, API key or `*`; whether it exists is the server's to say. */
export function parseAccount(text: string): string {
  if (text.length > 128 || CONTROL.test(text))
    throw badParameter("account", "An account is a name or an API key.");
  return text;
}

/** Any Unicode, kept as typed: spaces at the ends, control characters and lone surrogates are searched for too. */
export function parseSearchText(text: string): string {
  if (text.length > 2 * MAX_SEARCH_LENGTH || [...text].length > MAX_SEARCH_LENGTH)
    throw badParameter("search_text", `search_text takes up to ${MAX_SEARCH_LENGTH} characters.`);
  return text;
}

/** A whole number from 1 to `max`, in plain digits. */
export function parseCount(field: string, text: string, max: number): number {
  const value = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : NaN;
  if (value <= max) return value;
  throw badParameter(field, `${field} is a whole number from 1 to ${max}.`);
}
