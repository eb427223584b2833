"use client";

import { CircleX } from "lucide-react";
import { memo } from "react";
import type { AccountRef } from "@/components/shell/header";
import { TextButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { EventQuery } from "@/lib/audit/query";
import type { SummaryReading } from "../use-summary";
import { FacetList } from "./facet-list";
import { FACETS } from "./facet-rows";

interface FacetsProps {
  query: EventQuery;
  reading: SummaryReading;
  accounts: readonly AccountRef[];
  onAsk: (query: EventQuery) => void;
}

/** What the events of a query carry, counted; a click asks for one value, or for all others. */
export default memo(function Facets({ query, reading, accounts, onAsk }: FacetsProps) {
  const { answer, error, stale, grey } = reading;
  if (error) {
    return (
      <div role="alert" className="px-3 py-3 text-12 text-text-2">
        <CircleX size={13} className="mr-1.5 inline align-[-2px] text-failed" aria-hidden />
        The counts could not be read: {error.message} The list does not depend on them.{" "}
        <TextButton onClick={reading.again}>Try again</TextButton>
      </div>
    );
  }
  if (!answer) return reading.idle ? null : <Skeleton />;
  const { facets, receipt } = answer.summary;
  return (
    <div className={cn("text-12", grey && "text-text-3 [&_*]:text-text-3")} aria-busy={stale}>
      {receipt.reason === "gap" ? (
        <p className="border-b border-line px-3 py-2 text-partial">
          Counted over what is archived; a part of this window is not yet.
        </p>
      ) : null}
      {FACETS.map((facet) => {
        const counts = facets[facet.name];
        return counts ? (
          <FacetList
            key={facet.name}
            facet={facet}
            counts={counts}
            answer={answer}
            query={query}
            accounts={accounts}
            onAsk={onAsk}
          />
        ) : null;
      })}
    </div>
  );
});

const Skeleton = () => (
  <div className="appear-late px-3.5 py-2.5" aria-hidden>
    {[56, 128, 140, 96, 120, 0, 48, 132, 116, 140, 0, 60, 104, 96, 100].map((width, i) => (
      <span key={i} style={{ width }} className="my-[7px] block h-2 rounded-1 bg-surface-3" />
    ))}
  </div>
);
