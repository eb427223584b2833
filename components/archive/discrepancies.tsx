"use client";

import Link from "next/link";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ArchiveReport } from "@/lib/audit/archive-report";
import { eventHref } from "@/lib/audit/links";
import { formatCount } from "@/lib/audit/time/format";
import { momentWords } from "./words";

const CompareDialog = lazy(() => import("./compare-dialog"));
const MOST = 20;

/** Ids that Vonage has answered with other bytes than before. No fault of the archive's: its chain says nothing of them. */
export function Discrepancies({ reports, asOf }: { reports: readonly ArchiveReport[]; asOf: number }) {
  const [compared, setCompared] = useState<{ account: string; id: string } | null>(null);
  const all = reports
    .flatMap(({ account, name, discrepancies }) => discrepancies.map((one) => ({ ...one, account, name })))
    .sort((a, b) => (a.seen < b.seen ? 1 : -1));
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="discrepancies" className="mt-5 border-t border-line pt-3">
      <h2 id="discrepancies" className="text-13 font-strong">
        Other bytes from Vonage
      </h2>
      <p className="mb-2 text-12 text-text-2">
        Vonage has sent these ids again with another text. Both are kept; lists and exports show the first.
      </p>
      <ul className="border-t border-line">
        {all.slice(0, MOST).map(({ account, name, id, seen }) => (
          <li
            key={`${account} ${id} ${seen}`}
            className="flex flex-wrap items-center gap-x-2 border-b border-line py-2 text-12"
          >
            <div className="min-w-0 flex-1">
              <Link href={eventHref(id, account)} prefetch={false} className="link mono break-all">
                {id}
              </Link>
              <p className="text-text-3">
                {name}, seen {momentWords(seen, asOf)}
              </p>
            </div>
            <Button size="small" onClick={() => setCompared({ account, id })}>
              Compare
            </Button>
          </li>
        ))}
      </ul>
      {all.length > MOST ? (
        <p className="mt-1 text-12 text-text-3">
          {formatCount(all.length - MOST)} older ones are told by /api/archive.
        </p>
      ) : null}
      {compared === null ? null : (
        <Suspense>
          <CompareDialog {...compared} asOf={asOf} onClose={() => setCompared(null)} />
        </Suspense>
      )}
    </section>
  );
}
