import "server-only";
import { badParameter } from "../../audit/errors.ts";

/** Parameters of a route or page that takes only a few: an unknown, repeated or empty one is 400 and names its field. */
export function readParameters<Name extends string>(
  asked: string | Iterable<readonly [string, string]>,
  names: readonly Name[],
): Record<Name, string | null> {
  const values = Object.fromEntries(names.map((name) => [name, null])) as Record<Name, string | null>;
  for (const [name, value] of typeof asked === "string" ? new URL(asked).searchParams : asked) {
    if (!(names as readonly string[]).includes(name))
      throw badParameter(name.slice(0, 64), "There is no such parameter here.");
    if (values[name as Name] !== null) throw badParameter(name, `${name} stands twice.`);
    if (value === "") throw badParameter(name, `${name} is empty.`);
    values[name as Name] = value;
  }
  return values;
}
