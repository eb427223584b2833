"use client";

import Link from "next/link";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ArchiveReport, SeenDiscrepancy } from "@/lib/audit/archive-report";
import { eventHref } from "@/lib/audit/links";
import { formatCount } from "@/lib/audit/time/format";
import { momentWords } from "./words";

const CompareDialog = lazy(() => import("./compare-dialog"));
const MOST = 20;

interface Listed extends SeenDiscrepancy {
  readonly account: string;
  readonly name: string;
}

interface DiscrepanciesProps {
  reports: readonly ArchiveReport[];
  asOf: number;
  /** `null`: the reader may not. */
  onKnown: ((one: Listed, isKnown: boolean) => void) | null;
}

/** Those that nobody knows of first, the newest first. */
const inOrder = (a: Listed, b: Listed) =>
  Number(a.known !== null) - Number(b.known !== null) || (a.seen < b.seen ? 1 : -1);

/** Ids that Vonage has answered with other bytes than before. No fault of the archive's: its chain says nothing of them. */
export function Discrepancies({ reports, asOf, onKnown }: DiscrepanciesProps) {
  const [compared, setCompared] = useState<{ account: string; id: string } | null>(null);
  const all = reports
    .flatMap(({ account, name, discrepancies }) => discrepancies.map((one) => ({ ...one, account, name })))
    .sort(inOrder);
  if (all.length === 0) return null;
  const known = all.filter((one) => one.known !== null).length;
  return (
    <section aria-labelledby="discrepancies" className="mt-5 border-t border-line pt-3">
      <h2 id="discrepancies" className="text-13 font-strong">
        Other bytes from Vonage
      </h2>
      <p className="mb-2 text-12 text-text-2">
        Vonage has sent these ids again with another text. Both are kept; lists and exports show the first.
        {known > 0 ? ` ${formatCount(known)} of ${formatCount(all.length)} recorded as known.` : ""}
      </p>
      <ul className="border-t border-line">
        {all.slice(0, MOST).map((one) => (
          <Row
            key={`${one.account} ${one.id} ${one.seen}`}
            one={one}
            asOf={asOf}
            onCompare={() => setCompared(one)}
            onKnown={onKnown}
          />
        ))}
      </ul>
      {all.length > MOST ? (
        <p className="mt-1 text-12 text-text-3">
          {formatCount(all.length - MOST)} more are told by /api/archive.
        </p>
      ) : null}
      {compared === null ? null : (
        <Suspense>
          <CompareDialog
            account={compared.account}
            id={compared.id}
            asOf={asOf}
            onClose={() => setCompared(null)}
          />
        </Suspense>
      )}
    </section>
  );
}

interface RowProps {
  one: Listed;
  asOf: number;
  onCompare: () => void;
  onKnown: DiscrepanciesProps["onKnown"];
}

function Row({ one, asOf, onCompare, onKnown }: RowProps) {
  const { account, name, id, seen, known } = one;
  return (
    <li className="grid gap-1 border-b border-line py-2 text-12">
      <div className="min-w-0">
        <Link href={eventHref(id, account)} prefetch={false} className="link mono break-all">
          {id}
        </Link>
        <p className="text-text-3">
          {name}, seen {momentWords(seen, asOf)}
        </p>
        {known === null ? null : (
          <p className="text-text-2">
            known, recorded by {known.by} {momentWords(known.at, asOf)}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={onCompare} aria-label={`Compare ${id}`}>
          Compare
        </Button>
        {onKnown === null ? null : (
          <Button
            size="small"
            onClick={() => onKnown(one, known === null)}
            aria-label={known === null ? `Record as known ${id}` : `Take back ${id}`}
          >
            {known === null ? "Record as known" : "Take back"}
          </Button>
        )}
      </div>
    </li>
  );
}
