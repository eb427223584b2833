import { parseRetryAfter } from "./retry-after.ts";
import type { Reply } from "./transport.ts";

const SAYS_SO = /throttl|rate[\s_-]?limit|too[\s_-]?many/i;

/**
 * How long a reply asks us to stay away, in ms; `undefined` when it is no throttle, `null` when it is one and names no time.
 * 429 always is one; 403 only with `Retry-After` or a body that says so, else it is a refused credential.
 */
export function throttleOf({ status, retryAfter, text }: Reply): number | null | undefined {
  const throttle = status === 429 || (status === 403 && (retryAfter !== null || SAYS_SO.test(text)));
  return throttle ? parseRetryAfter(retryAfter, Date.now()) : undefined;
}
