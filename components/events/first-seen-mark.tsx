import { usePrefs } from "@/components/providers/prefs";
import type { Instant } from "@/lib/audit/event";
import type { FirstMark, Novel } from "@/lib/audit/first-seen";
import { formatDuration, formatTime } from "@/lib/audit/time/format";

const NAMES: Readonly<Record<Novel, string>> = {
  user: "person",
  ip: "address",
  country: "country",
  host: "host",
};

/** `1st` on the very first event with a value, `+9 min` on those of the 24 hours after it. `since`: from when on all is held. */
export function FirstSeenMark({ mark, since }: { mark: FirstMark; since: Instant }) {
  const { zone } = usePrefs();
  const what = `this ${mark.what.map((one) => NAMES[one]).join(" and ")}`;
  const ago = formatDuration(mark.afterMs, 1);
  const seen = mark.afterMs === 0 ? `first event ever with ${what}` : `${what} was first seen ${ago} earlier`;
  const words = `${seen}, in all coverage since ${formatTime(since, zone).date}`;
  return (
    <span className={mark.afterMs === 0 ? "first-mark" : "first-mark is-after"} title={words}>
      <span aria-hidden>{mark.afterMs === 0 ? "1st" : `+${ago}`}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
