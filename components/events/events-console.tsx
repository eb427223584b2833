"use client";

import { useMemo, useRef, useState } from "react";
import { usePrefs } from "@/components/providers/prefs";
import type { AccountRef } from "@/components/shell/header";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useMedia } from "@/components/ui/use-media";
import { resolveWindow } from "@/lib/audit/time/window";
import { FacetsSidebar } from "./facets/facets-sidebar";
import { FilterBar } from "./filter-bar";
import { Histogram } from "./histogram/histogram";
import { useZoom } from "./histogram/use-zoom";
import { ResultView } from "./result-view";
import type { Initial } from "./use-events-page";
import { useResult } from "./use-result";
import { useSummary } from "./use-summary";
import { stepsOf } from "./window-steps";

interface EventsConsoleProps {
  accounts: readonly AccountRef[];
  initial: Initial | null;
  /** The server's clock when the page was made, in whole seconds. */
  now: number;
  /** There is an archive, which answers what Vonage cannot. */
  archive: boolean;
  mayExport: boolean;
}

/** The page of events: the address is the query, everything else follows from it. */
export function EventsConsole({ accounts, initial, now, archive, mayExport }: EventsConsoleProps) {
  // The zone by its name: an offset would be wrong for one end of a window across a change of the clocks.
  const { zone } = usePrefs();
  // Three lines a row have no height that is known: on a phone pages stay pages (docs/decisions/0017).
  const oneList = useMedia("print, (min-width: 721px)");
  const result = useResult({ accounts, initial, now, oneList, archive });
  const { query, accountKey, asOf, ask } = result;
  const text = useRef<HTMLInputElement>(null);
  const [panel, setPanel] = useState<"window" | "types" | null>(null);
  const summary = useSummary(result, archive);
  const askedWindow = useMemo(() => resolveWindow(query.time, asOf), [query.time, asOf]);
  const zoom = useZoom(query, askedWindow, ask);
  const steps = stepsOf(query.time, askedWindow, zoom.zoomOut);
  // The drawer and the facets are drawn by the browser alone: sent in pieces with the page, they could stand there twice for a moment.
  const hydrated = useHydrated();

  return (
    <div className="flex min-h-[calc(100dvh-52px)] flex-col sm:h-[calc(100dvh-var(--header))] sm:min-h-0 print:block print:h-auto!">
      <FilterBar
        query={query}
        account={accountKey}
        zone={zone}
        zoneName={zone}
        asOf={asOf}
        textRef={text}
        opened={panel}
        onOpened={setPanel}
        onAsk={ask}
        archive={archive}
        facets={{ query, reading: summary, accounts, onAsk: ask }}
        steps={steps}
      />
      {/* Clipped: what slides in from the side must not open a sideways scroll on its way. */}
      <div className="relative flex min-h-0 flex-1 sm:overflow-clip print:block print:overflow-visible">
        {archive ? <FacetsSidebar {...{ hydrated, query, accounts }} reading={summary} onAsk={ask} /> : null}
        <ResultView
          {...{ result, accounts, archive, mayExport, oneList, hydrated }}
          keys={{
            focusText: () => text.current?.focus(),
            panelOpen: panel !== null,
            openWindow: () => setPanel("window"),
            openTypes: () => setPanel("types"),
            earlier: () => steps.earlier && ask({ ...query, time: steps.earlier }),
            later: () => steps.later && ask({ ...query, time: steps.later }),
            zoomOut: () => steps.zoomOut?.(),
          }}
        >
          {archive ? <Histogram reading={summary} query={query} zone={zone} zoom={zoom} onAsk={ask} /> : null}
        </ResultView>
      </div>
    </div>
  );
}
