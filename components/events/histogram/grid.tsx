import { formatCount } from "@/lib/audit/time/format";

/** The scale: two lines with what they stand for. */
export function Grid({ top }: { top: number }) {
  return (
    <div aria-hidden>
      {[top, top / 2].map((value, i) => (
        <div
          key={i}
          style={{ top: `${i * 50}%` }}
          className="pointer-events-none absolute inset-x-0 border-t border-line"
        >
          <span className="absolute right-full bottom-0 translate-y-1/2 pr-1.5 text-10 whitespace-nowrap text-text-3">
            {shortCount(value)}
          </span>
        </div>
      ))}
    </div>
  );
}

/** "1.5k": the axis has room for four characters. */
const shortCount = (value: number): string =>
  value < 1000
    ? String(value)
    : value < 1_000_000
      ? `${Number((value / 1000).toFixed(1))}k`
      : `${Number((value / 1_000_000).toFixed(1))}M`;

/** What a cut bar stands for, beside its top. */
export function CutNumber({ total, left }: { total: number; left: number }) {
  const side =
    left > 0.5 ? { right: `calc(${(1 - left) * 100}% + 8px)` } : { left: `calc(${left * 100}% + 8px)` };
  return (
    <span
      style={side}
      className="pointer-events-none absolute top-0.5 bg-surface px-0.5 text-10 text-text-2"
      aria-hidden
    >
      {formatCount(total)}
    </span>
  );
}
