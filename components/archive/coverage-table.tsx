import type { CoverageSpan } from "@/lib/audit/archive-report";
import { RevealedText } from "@/components/events/revealed-text";
import { momentWords } from "./words";
import { STATE_WORDS } from "./legend";

interface CoverageTableProps {
  name: string;
  spans: readonly CoverageSpan[];
  asOf: number;
}

const MOST = 500;

/** The same as the map, to the second and in words; newest first. */
export function CoverageTable({ name, spans, asOf }: CoverageTableProps) {
  const rows = spans.slice(-MOST).reverse();
  return (
    <details className="mt-1.5 text-12">
      <summary className="w-max cursor-pointer rounded-1 py-1 text-text-2 hover:text-text">
        Spans as a table<span className="sr-only">, {name}</span>
      </summary>
      {/* Wide words scroll inside: it must be reachable by keyboard. */}
      <div tabIndex={0} role="region" aria-label={`Spans of ${name}`} className="thin-scroll overflow-x-auto">
        <table className="w-full text-left whitespace-nowrap">
          <thead className="text-text-3">
            <tr>
              {["From (UTC)", "To (UTC)", "State", "Why, last try"].map((label) => (
                <th key={label} scope="col" className="border-b border-line py-1 pr-4 font-normal">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ from, to, state, reason, triedAt }) => (
              <tr key={from ?? "ever"}>
                <td className="mono py-0.5 pr-4">{from === null ? "ever" : momentWords(from, asOf)}</td>
                <td className="mono py-0.5 pr-4">{to === null ? "on" : momentWords(to, asOf)}</td>
                <td className="py-0.5 pr-4">{STATE_WORDS[state].word}</td>
                <td className="py-0.5 text-text-2">
                  {reason === undefined ? null : <RevealedText text={reason} />}
                  {triedAt === undefined ? null : ` ${momentWords(triedAt, asOf)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {spans.length > MOST ? <p className="text-text-3">Older spans stand in the CSV.</p> : null}
    </details>
  );
}
