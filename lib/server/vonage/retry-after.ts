const MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";
// `Date.parse` takes almost anything ("-1" is the year 2001), so only the forms of RFC 9110 reach it.
const HTTP_DATE = new RegExp(
  `^[A-Z][a-z]{2}, \\d\\d (${MONTHS}) \\d{4} \\d\\d:\\d\\d:\\d\\d GMT$|` +
    `^[A-Z][a-z]{5,8}, \\d\\d-(${MONTHS})-\\d\\d \\d\\d:\\d\\d:\\d\\d GMT$|` +
    `^[A-Z][a-z]{2} (${MONTHS}) [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}$`,
);

/**
 * How many ms a `Retry-After` asks to wait: whole seconds or an HTTP date (RFC 9110, 10.2.3). A date that has passed is 0.
 * `null` for none, a negative number or anything else. Not capped: `1000000000` is 31 years.
 */
export function parseRetryAfter(value: string | null | undefined, now: number): number | null {
  const text = value?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!HTTP_DATE.test(text)) return null;
  const at = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
