/** Values with less than this in common differ as a whole: `true` and `false` share an `e` by chance. */
const WORTH_BOXING = 6;

type Part = readonly [from: number, to: number];

const HOST = /^([a-z][a-z0-9+.-]*:(?:\/\/)?(?:[^@/\s]*@)?)([^/?#\s]+)/i;

/**
 * Which part of each value to box: the host where two addresses differ in it (that is what an analyst looks for), else what
 * lies between their common beginning and their common end.
 */
export function markDifference(before: string, after: string): { before: Part; after: Part } | null {
  const a = HOST.exec(before);
  const b = HOST.exec(after);
  if (a && b && a[2] !== b[2]) return { before: hostPart(a), after: hostPart(b) };
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start++;
  // Half of a character in common is nothing in common.
  if (start > 0 && /[\ud800-\udbff]/.test(before.charAt(start - 1))) start--;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (end > 0 && /[\udc00-\udfff]/.test(before.charAt(before.length - end))) end--;
  if (start + end < WORTH_BOXING) return null;
  return { before: [start, before.length - end], after: [start, after.length - end] };
}

function hostPart(match: RegExpExecArray): Part {
  const start = match[1]?.length ?? 0;
  return [start, start + (match[2]?.length ?? 0)];
}
