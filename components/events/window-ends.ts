import { AuditError } from "@/lib/audit/errors";
import type { TimeChoice } from "@/lib/audit/query";
import { formatRange } from "@/lib/audit/time/format";
import { readTypedWindow } from "@/lib/audit/time/typed-window";
import { resolveWindow } from "@/lib/audit/time/window";
import { formatInZone } from "@/lib/audit/time/zone";

/** A wall-clock stamp to the second, as the fields show and take it. */
export function stamp(at: number | null, zone: string): string {
  if (at === null) return "";
  const { year, month, day, hour, minute, second } = formatInZone(at, zone);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

type ReadEnds = { ok: true; time: TimeChoice } | { ok: false; message: string; field: "from" | "to" };

/** Both ends as they are written; an empty one is open. */
export function readEnds(from: string, to: string, now: number, zone: string): ReadEnds {
  const ends: (number | null)[] = [];
  for (const [field, text] of [
    ["from", from],
    ["to", to],
  ] as const) {
    if (text.trim() === "") {
      ends.push(null);
      continue;
    }
    const read = readTypedWindow(`${text} to ${text}`, { now, zone });
    if (!read.ok) return { ok: false, message: read.message, field };
    if (read.time.kind !== "absolute") return { ok: false, message: "This is no time.", field };
    ends.push(field === "from" ? read.time.from : read.time.to);
  }
  const [first = null, last = null] = ends;
  if (first === null && last === null) return { ok: true, time: { kind: "unbounded" } };
  if (first !== null && last !== null && first > last)
    return { ok: false, message: "From lies after to.", field: "from" };
  return { ok: true, time: { kind: "absolute", from: first, to: last } };
}

/** What a choice would ask, resolved now. */
export function rangeWords(time: TimeChoice, now: number, zone: string): string {
  try {
    const { from, to, asOf } = resolveWindow(time, now);
    return formatRange(from, to, asOf, zone);
  } catch (error) {
    return error instanceof AuditError ? error.message : "This is no window.";
  }
}
