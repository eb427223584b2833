"use client";

import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { usePrefs } from "@/components/providers/prefs";
import type { AccountRef } from "@/components/shell/header";
import { ChunkBoundary } from "@/components/ui/chunk-boundary";
import { cn } from "@/components/ui/cn";
import { lazyAhead } from "@/components/ui/lazy-ahead";
import { useLate } from "@/components/ui/use-late";
import { useWhenIdle } from "@/components/ui/use-when-idle";
import { eventKey } from "@/lib/audit/links";
import { describeQuery } from "@/lib/audit/query-words";
import { accountWords } from "./account-words";
import { EventTable } from "./event-table";
import { useExport } from "./export/use-export";
import { ListFooter } from "./list/list-footer";
import { useList } from "./list/use-list";
import { ReceiptLine } from "./receipt-line";
import { readSoFar } from "./receipt-words";
import { ResultActions } from "./result-actions";
import { ResultBody } from "./result-body";
import { RevealedText } from "./revealed-text";
import { useChosenRows } from "./use-chosen-rows";
import { type ConsoleKeys, useConsoleKeys } from "./use-console-keys";
import { useCopyLinks } from "./use-copy-links";
import { useListPosition } from "./use-list-position";
import type { Result } from "./use-result";
import { useSelection } from "./use-selection";

const EventDrawer = lazyAhead(() => import("@/components/event/event-drawer"));
const PrintedRows = lazy(() => import("./printed-rows"));
const KeysHelp = lazy(() => import("./keys-help"));

interface ResultViewProps {
  result: Result;
  accounts: readonly AccountRef[];
  archive: boolean;
  mayExport: boolean;
  oneList: boolean;
  hydrated: boolean;
  /** What the keys do beyond the list. */
  keys: Pick<
    ConsoleKeys,
    "focusText" | "panelOpen" | "openWindow" | "openTypes" | "earlier" | "later" | "zoomOut"
  >;
  /** The shape of time, between the receipt and the rows. */
  children: ReactNode;
}

/** A result: its receipt, its rows, the open event. What is read while it scrolls renders this, and not the page around it. */
export function ResultView({
  result,
  accounts,
  archive,
  mayExport,
  oneList,
  hydrated,
  ...rest
}: ResultViewProps) {
  const { zone } = usePrefs();
  const { location, query, problem, page, reading, failed } = result;
  const { account, accountKey, all, open, window, asOf } = result;
  const list = useList({ result, accounts, archive, oneList });
  const updating = result.updating || list.turning;
  const waiting = useLate(updating);
  useWhenIdle(EventDrawer.ahead);
  const grid = useRef<HTMLTableElement>(null);
  const [help, setHelp] = useState(false);
  const exporting = useExport();
  const links = useCopyLinks(query, window, accountKey, zone, zone);
  const selection = useSelection(result.question, list);
  const chosen = useChosenRows(selection, list, query.sort);
  const { cursor, setCursor, openIndex, openAt, step, leap, toEnd, walk, position } = useListPosition({
    question: result.question,
    of: page,
    list,
    updating,
    open,
    onOpen: location.open,
    onTurn: result.turn,
  });
  const focusList = () => (grid.current ?? document.getElementById("main"))?.focus({ preventScroll: true });
  const close = () => {
    location.close();
    requestAnimationFrame(focusList);
  };
  const isOpen = open !== null;
  // However the event is closed, by the browser's Back or by another question: the focus that was in it goes to the list.
  useEffect(() => {
    if (!isOpen) return;
    return () => {
      if (document.activeElement === document.body) focusList();
    };
  }, [isOpen]);
  const onListKey = useConsoleKeys({
    ...rest.keys,
    focusList,
    showKeys: () => setHelp(true),
    close: open === null ? null : close,
    step,
    leap,
    toEnd,
    openCursor: () => openAt(cursor),
    select: (range) => selection.toggle(cursor, range),
    extend: (by) => {
      const { from, to } = walk(by);
      selection.extend(from, to);
    },
    clearSelection: selection.clear,
    showArrived: () => result.arrived > 0 && result.showArrived(),
    exportAll: () => mayExport && exporting.setOpen(true),
    copyLink: links.copyFrozen,
  });
  const openRow = list.rowAt(openIndex);
  const openKey = openRow?.account?.apiKey ?? open?.account ?? null;
  const exportQuestion = failed
    ? "Nothing can be exported: this result could not be read."
    : page === undefined || result.updating
      ? "The result is still being read: it can be exported in a moment."
      : { query, window, page, accounts: result.read.map(({ name }) => name), zone, archive };

  return (
    <>
      <main
        id="main"
        tabIndex={-1}
        className="flex min-w-0 flex-1 flex-col bg-surface outline-none print:block"
      >
        <h1 className="sr-only">Events of {all ? "all accounts" : (account?.name ?? "an account")}</h1>
        {waiting ? <RunningBar /> : null}
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
          state={failed ? "failed" : reading ? "reading" : waiting ? "updating" : "done"}
          zone={zone}
          zoneName={zone}
        >
          <ResultActions
            arrived={result.arrived}
            onShow={() => {
              result.showArrived();
              // The button goes once they are shown.
              focusList();
            }}
            links={links}
            onHelp={() => setHelp(true)}
            rowsShown={page?.events.length ?? 0}
            several={all}
            size={query.size}
            onSize={(size) => result.toSize(size, list.view.inView.from)}
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
        {rest.children}
        <div
          ref={result.scroller}
          className={cn(
            "thin-scroll min-h-0 flex-1 border-t border-line [overflow-anchor:none] sm:overflow-auto sm:[scrollbar-gutter:stable] print:overflow-visible",
            waiting && "is-stale",
            chosen.printed && "print:hidden",
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
        {chosen.printed ? (
          <ChunkBoundary>
            <Suspense fallback={null}>
              <PrintedRows
                rows={chosen.printed}
                total={list.total}
                accounts={accounts}
                several={page?.accounts != null}
                zone={zone}
                onDone={chosen.donePrinting}
              />
            </Suspense>
          </ChunkBoundary>
        ) : null}
        <ListFooter
          result={result}
          list={list}
          selection={{
            count: selection.count,
            without: selection.choice.all ? selection.choice.rows.size : 0,
            tooMany: chosen.tooMany,
            picking: selection.picking,
            onCopy: (format) => void chosen.copy(format),
            onPrint: () => void chosen.print(),
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
      {help ? (
        <ChunkBoundary>
          <Suspense fallback={null}>
            <KeysHelp onClose={() => setHelp(false)} />
          </Suspense>
        </ChunkBoundary>
      ) : null}
    </>
  );
}

const RunningBar = () => (
  <div className="absolute inset-x-0 top-0 z-[2] h-0.5 overflow-hidden bg-surface-3" aria-hidden>
    <i className="run-bar block h-full w-[38%] bg-accent" />
  </div>
);
