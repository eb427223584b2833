"use client";

import { ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import { RevealedText, revealedTitle } from "@/components/events/revealed-text";
import { useReader } from "@/components/providers/reader";
import { canFilterBy } from "@/lib/audit/filters";
import { eventsHref } from "@/lib/audit/links";
import { EMPTY_QUERY, needsArchive } from "@/lib/audit/query-params";
import { Pivot } from "./pivot";
import { ICON, useCopyItem, useListItems } from "./use-pivot-items";

const WORDS = {
  eventTypes: { word: "Type", them: "events of this type" },
  country: { word: "Country", them: "events from this country" },
  source: { word: "Source", them: "events of this source" },
} as const;

interface ValuePivotProps {
  list: keyof typeof WORDS;
  value: string;
  account: string;
  children: ReactNode;
}

/** A type, country or source of an event with its menu: it is no thing, and has no timeline. */
export function ValuePivot({ list, value, account, children }: ValuePivotProps) {
  const { archived } = useReader();
  const { word, them } = WORDS[list];
  const query = { ...EMPTY_QUERY, account: account || null, [list]: [value] };
  const inList = useListItems({ list, value, them });
  const copied = useCopyItem(value);
  // Without an archive there is nowhere to go from a country.
  if (!canFilterBy(list, value) || (!archived && needsArchive(query).length > 0)) return children;
  const all = { id: "all", label: `All ${them}`, icon: <ListFilter {...ICON} />, href: eventsHref(query) };
  return (
    <Pivot
      label={`${word} ${revealedTitle(value.slice(0, 64))}`}
      head={
        <>
          <b className="font-medium">{word}</b> <RevealedText text={value} className="mono text-text-3" />
        </>
      }
      items={[all, ...inList, copied]}
    >
      {children}
    </Pivot>
  );
}
