"use client";

import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { usePrefs } from "@/components/providers/prefs";
import type { AccountRef } from "@/components/shell/header";
import { ChunkBoundary } from "@/components/ui/chunk-boundary";
import { cn } from "@/components/ui/cn";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useMedia } from "@/components/ui/use-media";
import { eventKey } from "@/lib/audit/links";
import { describeQuery } from "@/lib/audit/query-words";
import { resolveWindow } from "@/lib/audit/time/window";
import { accountWords } from "./account-words";
import { EventTable } from "./event-table";
import { useExport } from "./export/use-export";
import { FacetsSidebar } from "./facets/facets-sidebar";
import { FilterBar } from "./filter-bar";
import { Histogram } from "./histogram/histogram";
import { useZoom } from "./histogram/use-zoom";
import { ListFooter } from "./list/list-footer";
import { useList } from "./list/use-list";
import { ReceiptLine } from "./receipt-line";
import { ResultActions } from "./result-actions";
import { ResultBody } from "./result-body";
import { readSoFar } from "./receipt-words";
import { RevealedText } from "./revealed-text";
import { useConsoleKeys } from "./use-console-keys";
import { useChosenRows } from "./use-chosen-rows";
import { useCopyLinks } from "./use-copy-links";
import type { Initial } from "./use-events-page";
import { useListPosition } from "./use-list-position";
import { useResult } from "./use-result";
import { useSelection } from "./use-selection";
import { useSummary } from "./use-summary";
import { stepsOf } from "./window-steps";

const EventDrawer = lazy(() => import("@/components/event/event-drawer"));
const KeysHelp = lazy(() => import("./keys-help"));

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
  const oneList = useMedia("(min-width: 721px)");
  const result = useResult({ accounts, initial, now, oneList });
  const { location, query, problem, page, reading, failed } = result;
  const { account, accountKey, all, open, window, asOf, ask } = result;
  const list = useList({ result, accounts, archive, oneList });
  const updating = result.updating || list.turning;
  const text = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const [panel, setPanel] = useState<"window" | "types" | null>(null);
  const [help, setHelp] = useState(false);
  const exporting = useExport();
  const summary = useSummary(result, archive);
  const askedWindow = useMemo(() => resolveWindow(query.time, asOf), [query.time, asOf]);
  const zoom = useZoom(query, askedWindow, ask);
  const steps = stepsOf(query.time, askedWindow, zoom.zoomOut);
  const links = useCopyLinks(query, window, accountKey, zone, zone);
  const selection = useSelection(result.question, list);
  const chosen = useChosenRows(selection, list, query.sort);
  const { cursor, setCursor, openIndex, openAt, step, leap, toEnd, position } = useListPosition({
    question: result.question,
    of: page,
    list,
    updating,
    open,
    onOpen: location.open,
    onTurn: result.turn,
  });
  const close = () => {
    location.close();
    requestAnimationFrame(() => grid.current?.focus({ preventScroll: true }));
  };
  const onListKey = useConsoleKeys({
    focusText: () => text.current?.focus(),
    focusList: () => grid.current?.focus(),
    showKeys: () => setHelp(true),
    close: open === null ? null : close,
    panelOpen: panel !== null,
    step,
    leap,
    toEnd,
    openCursor: () => openAt(cursor),
    select: (range) => selection.toggle(cursor, range),
    clearSelection: selection.clear,
    showArrived: () => result.arrived > 0 && result.showArrived(),
    exportAll: () => mayExport && exporting.setOpen(true),
    openWindow: () => setPanel("window"),
    openTypes: () => setPanel("types"),
    copyLink: links.copyFrozen,
    earlier: () => steps.earlier && ask({ ...query, time: steps.earlier }),
    later: () => steps.later && ask({ ...query, time: steps.later }),
    zoomOut: () => steps.zoomOut?.(),
  });
  const openRow = list.rowAt(openIndex);
  const openKey = openRow?.account?.apiKey ?? open?.account ?? null;
  // The drawer is drawn by the browser alone: sent in pieces with the page, it could stand there twice for a moment.
  const hydrated = useHydrated();
  const exportQuestion = failed
    ? "Nothing can be exported: this result could not be read."
    : page === undefined || result.updating
      ? "The result is still being read: it can be exported in a moment."
      : { query, window, page, accounts: result.read.map(({ name }) => name), zone, archive };

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
        <main
          id="main"
          tabIndex={-1}
          className="flex min-w-0 flex-1 flex-col bg-surface outline-none print:block"
        >
          <h1 className="sr-only">Events of {all ? "all accounts" : (account?.name ?? "an account")}</h1>
          {updating ? <RunningBar /> : null}
          {/* On paper the controls are gone: what was asked is said in words. */}
          <p className="hidden px-3 pt-2 print:block">
            {all ? (
              accountWords(result.read)
            ) : (
              <>
                {account?.name} <RevealedText text={accountKey} className="mono" max={80} />
              </>
            )}{" "}
            · <RevealedText text={describeQuery(query, { zone, asOf }).sentence} />
          </p>
          <ReceiptLine
            page={page && readSoFar(page, list.read)}
            accounts={result.read}
            window={problem ? null : window}
            asked={asOf}
            state={failed ? "failed" : reading ? "reading" : updating ? "updating" : "done"}
            zone={zone}
            zoneName={zone}
          >
            <ResultActions
              arrived={result.arrived}
              onShow={result.showArrived}
              links={links}
              onHelp={() => setHelp(true)}
              rowsShown={page?.events.length ?? 0}
              several={all}
              size={query.size}
              onSize={(size) => ask({ ...query, size })}
              newestFirst={query.sort === "-created_at"}
              onSort={result.sort}
              exports={mayExport ? { exporting, question: exportQuestion } : undefined}
              onSelect={selection.pick}
              onSelectAll={() => {
                selection.pick();
                selection.put(list.rowsOf(list.number), true);
              }}
            />
          </ReceiptLine>
          {archive ? <Histogram reading={summary} query={query} zone={zone} zoom={zoom} onAsk={ask} /> : null}
          <div
            ref={result.scroller}
            className={cn(
              "thin-scroll min-h-0 flex-1 border-t border-line [overflow-anchor:none] sm:overflow-auto sm:[scrollbar-gutter:stable] print:overflow-visible",
              updating && "is-stale",
            )}
            aria-busy={updating || reading}
          >
            <ResultBody result={result} zone={zone}>
              <EventTable
                ref={grid}
                scroller={result.scroller}
                list={list}
                account={accountKey}
                several={page?.accounts != null}
                sort={query.sort}
                zone={zone}
                cursor={cursor}
                open={openIndex}
                selected={selection}
                picking={selection.picking}
                freshAfter={result.freshAfter}
                withYears={list.withYears}
                asOf={asOf}
                onSort={result.sort}
                onCursor={setCursor}
                onOpen={openAt}
                onSelect={selection.toggle}
                onSelectAll={selection.all}
                onHold={(held) => {
                  selection.pick();
                  selection.toggle(held, false);
                }}
                onKeyDown={onListKey}
              />
            </ResultBody>
          </div>
          <ListFooter
            result={result}
            list={list}
            selection={{
              count: selection.count,
              all: selection.choice.all && selection.count === list.total,
              tooMany: chosen.tooMany,
              picking: selection.picking,
              onCopy: (format) => void chosen.copy(format),
              onExport: mayExport ? () => exporting.setOpen(true) : undefined,
              onClear: selection.clear,
            }}
          />
        </main>
        {open === null || problem || !hydrated ? null : (
          <ChunkBoundary>
            <Suspense fallback={null}>
              <EventDrawer
                id={open.id}
                held={openRow?.event ?? null}
                account={openKey === null ? account : accounts.find(({ apiKey }) => apiKey === openKey)}
                position={position}
                names={list.namesAt(openIndex)}
                upstreamZone={page?.receipt.zone ?? "UTC"}
                onStep={step}
                onOpen={(id) => location.open(eventKey({ id, account: openKey }))}
                onClose={close}
              />
            </Suspense>
          </ChunkBoundary>
        )}
      </div>
      {help ? (
        <ChunkBoundary>
          <Suspense fallback={null}>
            <KeysHelp onClose={() => setHelp(false)} />
          </Suspense>
        </ChunkBoundary>
      ) : null}
    </div>
  );
}

const RunningBar = () => (
  <div className="absolute inset-x-0 top-0 z-[2] h-0.5 overflow-hidden bg-surface-3" aria-hidden>
    <i className="run-bar block h-full w-[38%] bg-accent" />
  </div>
);
