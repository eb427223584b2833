import type { TimeChoice } from "@/lib/audit/query";
import { describeTime } from "@/lib/audit/query-words";

/** A window in the few words that fit its button, which prints the zone itself. */
export function windowWords(time: TimeChoice, zone: string, zoneLong: string, asOf: number): string {
  const words = describeTime(time, zone, { now: asOf }).replace(` ${zoneLong}`, "");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
