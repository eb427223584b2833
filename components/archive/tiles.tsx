import { CircleCheck, CircleHelp, CircleX, Loader, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { ArchiveReport } from "@/lib/audit/archive-report";
import { countOf, DAY_MS, dayOf, dayStates, reachBack } from "@/lib/audit/coverage-days";
import { formatCount, formatDuration, plural } from "@/lib/audit/time/format";
import { dayWords, momentWords } from "./words";

interface TilesProps {
  reports: readonly ArchiveReport[];
  first: number;
  asOf: number;
  settleSeconds: number;
}

/** The five answers that an auditor wants first. */
export function Tiles({ reports, first, asOf, settleSeconds }: TilesProps) {
  return (
    <dl
      aria-label="The archive in short"
      className="grid grid-cols-2 border-y border-line sm:grid-cols-3 lg:grid-cols-5"
    >
      <Tile
        term="Events held"
        value={formatCount(reports.reduce((sum, { events }) => sum + events, 0))}
        note={plural(reports.length, "account")}
      />
      <Reach reports={reports} asOf={asOf} />
      <Settled reports={reports} asOf={asOf} settleSeconds={settleSeconds} />
      <Missing reports={reports} first={first} asOf={asOf} />
      <Chain reports={reports} asOf={asOf} />
    </dl>
  );
}

function Tile({ term, value, note }: { term: string; value: ReactNode; note: ReactNode }) {
  return (
    <div className="min-w-0 py-2.5 pr-3 last:max-sm:col-span-2 lg:border-l lg:border-line lg:px-4 lg:first:border-0 lg:first:pl-0">
      <dt className="text-12 text-text-3">{term}</dt>
      <dd className="text-18 font-strong tracking-[-.01em] break-words">{value}</dd>
      <dd className="text-12 text-text-3">{note}</dd>
    </div>
  );
}

const names = (reports: readonly ArchiveReport[]): string =>
  reports.length > 2 ? plural(reports.length, "account") : reports.map(({ name }) => name).join(", ");

function Reach({ reports, asOf }: { reports: readonly ArchiveReport[]; asOf: number }) {
  const begins = reports.flatMap((report) => reachBack(report) ?? []);
  if (begins.length === 0) return <Tile term="Reaches back to" value="—" note="no event is held yet" />;
  const oldest = Math.min(...begins);
  const days = plural((dayOf(asOf) - dayOf(oldest)) / DAY_MS + 1, "day");
  return (
    <Tile
      term="Reaches back to"
      value={dayWords(oldest)}
      note={reports.length > 1 ? `${days}; the oldest of the accounts` : days}
    />
  );
}

/** Ticks, and the time that a reading takes: so far behind is as it should be. */
const SLACK_MS = 120_000;

function Settled({
  reports,
  asOf,
  settleSeconds,
}: {
  reports: readonly ArchiveReport[];
  asOf: number;
  settleSeconds: number;
}) {
  const ends = reports.flatMap(({ settledTo }) => settledTo ?? []).sort();
  const [oldest] = ends;
  if (oldest === undefined) return <Tile term="Settled up to" value="—" note="nothing has settled yet" />;
  const none = reports.filter(({ settledTo }) => settledTo === null);
  const at = Date.parse(oldest);
  const behind = asOf - at;
  const asSet = behind <= settleSeconds * 1000 + SLACK_MS;
  const time = dayOf(at) === dayOf(asOf) ? oldest.slice(11, 19) : momentWords(oldest, asOf);
  return (
    <Tile
      term="Settled up to"
      value={`${time} UTC`}
      note={
        none.length > 0
          ? `nothing of ${names(none)}`
          : `${formatDuration(behind, 1)} behind now${asSet ? ", as set" : ""}`
      }
    />
  );
}

function Missing({ reports, first, asOf }: Pick<TilesProps, "reports" | "first" | "asOf">) {
  const counts = reports.map(({ coverage }) => countOf(dayStates(coverage, first, asOf), "missing"));
  const days = counts.reduce((sum, count) => sum + count, 0);
  if (days === 0) return <Tile term="Missing days" value="0" note="of what was asked for" />;
  const gaps = reports.flatMap(({ coverage }) => coverage.filter(({ state }) => state === "missing"));
  const whose = reports.filter((_, i) => counts[i] !== 0);
  return (
    <Tile
      term="Missing days"
      value={
        <State icon={<TriangleAlert size={16} aria-hidden />} tone="text-partial" word={formatCount(days)} />
      }
      note={`${plural(gaps.length, "gap")}, ${names(whose)}`}
    />
  );
}

function Chain({ reports, asOf }: Pick<TilesProps, "reports" | "asOf">) {
  const differing = reports.filter(({ verified }) => verified?.state === "differs");
  const never = reports.filter(({ verified }) => verified === null);
  const latest = reports.map(({ verified }) => verified?.at ?? "").sort()[0] ?? "";
  if (differing.length > 0)
    return (
      <Tile
        term="Chain"
        value={
          <State
            icon={<CircleX size={16} aria-hidden />}
            tone="text-failed"
            word={`${plural(differing.length, "record")} ${differing.length === 1 ? "differs" : "differ"}`}
          />
        }
        note={names(differing)}
      />
    );
  if (reports.some(({ verifying }) => verifying !== null))
    return (
      <Tile
        term="Chain"
        value={<State icon={<Loader size={16} aria-hidden />} tone="" word="verifying" />}
        note=""
      />
    );
  if (never.length > 0)
    return (
      <Tile
        term="Chain"
        value={<State icon={<CircleHelp size={16} aria-hidden />} tone="text-text-2" word="not verified" />}
        note={never.length === reports.length ? "nobody has verified it yet" : `never: ${names(never)}`}
      />
    );
  return (
    <Tile
      term="Chain"
      value={<State icon={<CircleCheck size={16} aria-hidden />} tone="text-live" word="unaltered" />}
      note={`verified ${momentWords(latest, asOf)} UTC`}
    />
  );
}

const State = ({ icon, tone, word }: { icon: ReactNode; tone: string; word: string }) => (
  <span className={`inline-flex items-center gap-1 ${tone}`}>
    {icon}
    {word}
  </span>
);
