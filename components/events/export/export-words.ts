import { type ExportStatus, MOST_LIVE } from "@/lib/audit/export";
import type { EventsPage } from "@/lib/audit/list-page";
import type { Receipt } from "@/lib/audit/receipt";
import { formatCount, formatDuration, formatTime, plural } from "@/lib/audit/time/format";

/** "311 KB", "1.4 MB": as a browser's list of downloads tells it. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return plural(bytes, "byte");
  const units = ["KB", "MB", "GB", "TB"];
  let value = bytes / 1000;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** "842 of 1,234", "842 events" while the total is not known. */
export const countWords = ({ count, total }: Pick<ExportStatus, "count" | "total">): string =>
  total === null ? plural(count, "event") : `${formatCount(count)} of ${formatCount(total)}`;

/** "about 2 s left" at the rate so far; nothing before there is one. */
export function leftWords({ count, total, startedAt }: ExportStatus, now: number): string | null {
  const passed = now - Date.parse(startedAt);
  if (total === null || count === 0 || count >= total || passed < 1000) return null;
  return `about ${formatDuration(Math.max(1000, (passed * (total - count)) / count), 1)} left`;
}

/** Which parts of a window are not held. */
export function gapWords(gaps: Receipt["gaps"], zone: string): string {
  const moment = (at: string) => formatTime(Date.parse(at), zone, { now: Date.now() }).text;
  const told = gaps
    .slice(0, 3)
    .map(({ from, to }) => (from === null ? `before ${moment(to)}` : `${moment(from)} – ${moment(to)}`));
  const rest = gaps.length - told.length;
  return [...told, ...(rest > 0 ? [`${formatCount(rest)} more`] : [])].join("; ");
}

interface Foretold {
  /** `part`: something will be missing, or may be. `never`: it cannot be exported at all. */
  readonly how: "whole" | "part" | "never";
  readonly words: string;
}

/** What can be said before an export begins of how whole it will be. */
export function foretold({ receipt, page }: EventsPage, archive: boolean, zone: string): Foretold {
  const many = `More than ${formatCount(MOST_LIVE)} events are not read from Vonage in one go.`;
  if (receipt.served === "live") {
    if (page.totalElements <= MOST_LIVE)
      return { how: "whole", words: "The whole result, read from Vonage page by page." };
    if (!archive) return { how: "never", words: `${many} There is no archive: choose a shorter window.` };
    return { how: "part", words: `${many} What the archive holds of them by now will be in the file.` };
  }
  if (receipt.reason === "gap") {
    const missing = gapWords(receipt.gaps, zone) || "not known";
    return { how: "part", words: `What the archive holds. Missing: ${missing}.` };
  }
  const young = receipt.reason === "open" ? " Its newest part may still get events." : "";
  return {
    how: receipt.complete || young ? "whole" : "part",
    words: `The whole result, from the archive.${young}`,
  };
}

/** The one line of how an export ended, for a notice when its panel is closed. */
export function endWords({ state, count, total }: ExportStatus): string {
  if (state === "done") return `${plural(count, "event")} exported.`;
  const events =
    total === null ? plural(count, "event") : `${formatCount(count)} of ${plural(total, "event")}`;
  return state === "aborted" ? `Export cancelled after ${events}.` : `Export failed after ${events}.`;
}
