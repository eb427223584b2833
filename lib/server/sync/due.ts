import type { Instant } from "../../audit/event.ts";

/** Whether what was last done at `since` is due again. A moment that has not come yet is a clock's that was put right since. */
export const isDue = (since: Instant, everyMs: number, now: Instant): boolean =>
  since > now || now >= since + everyMs;

/** Milliseconds until it is due; 0 when it is. */
export const dueIn = (since: Instant, everyMs: number, now: Instant): number =>
  isDue(since, everyMs, now) ? 0 : since + everyMs - now;
