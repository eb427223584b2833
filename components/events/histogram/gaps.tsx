import type { Receipt } from "@/lib/audit/receipt";
import { type Shape, type Stretch, stretchOf } from "./shape";

const HATCH = "repeating-linear-gradient(135deg, var(--surface-3) 0 3px, transparent 3px 7px)";

interface GapsProps {
  shape: Shape;
  receipt: Receipt;
  narrow: boolean;
}

/** What of the window is not known: drawn as such, so that an empty stretch is never taken for a quiet one. */
export function Gaps({ shape, receipt, narrow }: GapsProps) {
  const parse = (text: string | null) => (text === null ? null : Date.parse(text));
  const gaps = receipt.reason === "gap" ? receipt.gaps : [];
  // The share of the plot that a word needs.
  const room = narrow ? 0.22 : 0.07;
  const later = stretchOf(shape, Date.parse(receipt.asOf) + 1000, shape.end);
  return (
    <>
      {gaps.map(({ from, to }) => {
        const stretch = stretchOf(shape, parse(from), Date.parse(to) + 1000);
        return stretch ? (
          <Hatched key={to} {...stretch} word="not archived" said={stretch.width > room} edged />
        ) : null;
      })}
      {later ? <Hatched {...later} word="not yet" said={later.width > room} /> : null}
    </>
  );
}

interface HatchedProps extends Stretch {
  word: string;
  said: boolean;
  edged?: boolean;
}

function Hatched({ left, width, word, said, edged = false }: HatchedProps) {
  return (
    <div
      aria-hidden
      title={word}
      style={{ left: `${left * 100}%`, width: `${width * 100}%`, backgroundImage: HATCH }}
      className={`absolute inset-y-0 grid min-w-[2px] place-items-center overflow-hidden text-11 text-text-2 ${edged ? "border-x border-partial-line" : ""}`}
    >
      {said ? <span className="bg-surface px-1 whitespace-nowrap">{word}</span> : null}
    </div>
  );
}
