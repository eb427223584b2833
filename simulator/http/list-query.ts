import { parseMoment } from "./dates";

export interface ListQuery {
  /** null: all types. Types are open, an unknown one matches nothing. */
  readonly types: readonly string[] | null;
  /** Whole seconds, both included. */
  readonly from: number;
  readonly to: number;
  /** Lower-cased, written as JSON writes it; null: no search. */
  readonly needle: string | null;
  readonly page: number;
  readonly size: number;
}

export class BadRequest extends Error {}

const NAMES = ["event_type", "date_from", "date_to", "search_text", "page", "size"];

function wholeNumber(name: string, text: string, lowest: number, highest: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= lowest && value <= highest)) throw new BadRequest(`The ${name} parameter is not valid.`);
  return value;
}

function moment(name: string, text: string, end: boolean): number {
  const value = parseMoment(text, end);
  if (value === null) throw new BadRequest(`The ${name} parameter is not an ISO-8601 date or date-time.`);
  return end ? Math.floor(value / 1000) : Math.ceil(value / 1000);
}

/**
 * "Must be legal text for a JSON attribute value": decoded as such and written again the way events are written, so that
 * `\u0041` finds `A` and `\/` finds `/`.
 */
function searchNeedle(text: string): string {
  let decoded: unknown;
  try {
    decoded = JSON.parse(`"${text}"`);
  } catch {
    decoded = null;
  }
  if (typeof decoded !== "string") {
    throw new BadRequest("The search_text parameter is not legal text for a JSON attribute value.");
  }
  return JSON.stringify(decoded).slice(1, -1).toLowerCase();
}

/** Throws `BadRequest`. Names the API does not know are ignored, as it ignores them. */
export function parseListQuery(params: URLSearchParams): ListQuery {
  for (const name of NAMES) {
    if (params.getAll(name).length > 1) throw new BadRequest(`The ${name} parameter is repeated.`);
  }
  const types = params.get("event_type")?.split(",") ?? null;
  if (types?.some((type) => type === ""))
    throw new BadRequest("The event_type parameter holds an empty type.");
  const from = params.get("date_from");
  const to = params.get("date_to");
  const search = params.get("search_text");
  return {
    types,
    from: from === null ? -Infinity : moment("date_from", from, false),
    to: to === null ? Infinity : moment("date_to", to, true),
    needle: search ? searchNeedle(search) : null,
    page: wholeNumber("page", params.get("page") ?? "1", 1, 999_999_999),
    size: wholeNumber("size", params.get("size") ?? "30", 1, 100),
  };
}
