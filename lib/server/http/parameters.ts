import "server-only";
import { badParameter } from "../../audit/errors.ts";
import { pairsOf } from "../../audit/query-params.ts";
import { sentQuery } from "../identity/index.ts";

/** The parameters of a route's request, with every name that was sent. */
export const queryOf = (request: Request): URLSearchParams =>
  new URLSearchParams(sentQuery() ?? new URL(request.url).search);

/** Those of a page: without the mark by which Next asks for a page's data alone. */
export function pageQueryOf(
  params: Readonly<Record<string, string | string[] | undefined>>,
): Iterable<[string, string]> {
  const sent = sentQuery();
  return sent === null ? pairsOf(params) : [...new URLSearchParams(sent)].filter(([name]) => name !== "_rsc");
}

/** Parameters of a route or page that takes only a few: an unknown, repeated or empty one is 400 and names its field. */
export function readParameters<Name extends string>(
  asked: Iterable<readonly [string, string]>,
  names: readonly Name[],
): Record<Name, string | null> {
  const values = Object.fromEntries(names.map((name) => [name, null])) as Record<Name, string | null>;
  for (const [name, value] of asked) {
    if (!(names as readonly string[]).includes(name))
      throw badParameter(name.slice(0, 64), "There is no such parameter here.");
    if (values[name as Name] !== null) throw badParameter(name, `${name} stands twice.`);
    if (value === "") throw badParameter(name, `${name} is empty.`);
    values[name as Name] = value;
  }
  return values;
}
