const FORM =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+\- ]\d{2}:?\d{2})?)?$/i;

/**
 * An ISO-8601 date or date-time as milliseconds since 1970; null when it is none. A bare date is the day's first
 * moment, or its last one for the end of a window. Without a zone it is UTC. A space stands for the plus sign that
 * form encoding turned into one.
 */
export function parseMoment(text: string, end: boolean): number | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const back = new Date(date);
  if (back.getUTCMonth() !== Number(month) - 1 || back.getUTCDate() !== Number(day)) return null;
  if (hour === undefined) return end ? date + 86_400_000 - 1 : date;
  const [h, m, s] = [Number(hour), Number(minute), Number(second ?? 0)];
  if (h > 23 || m > 59 || s > 59) return null;
  const time = date + ((h * 60 + m) * 60 + s) * 1000 + Number(`0.${fraction ?? 0}`) * 1000;
  if (zone === undefined || /^z$/i.test(zone)) return time;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return time - (zone.startsWith("-") ? -1 : 1) * minutes * 60_000;
}

/** `2018-07-04T11:41:32`: as the API writes `created_at`, without a zone. */
export function formatSecond(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 19);
}
