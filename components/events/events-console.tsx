"use client";

import { ChunkBoundary } from "@/components/ui/chunk-boundary";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type KeyboardEvent,
  lazy,
  Suspense,
  useCallback,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { usePrefs } from "@/components/providers/prefs";
import { useCopy } from "@/components/providers/toast";
import type { AccountRef } from "@/components/shell/header";
import { cn } from "@/components/ui/cn";
import type { EventQuery } from "@/lib/audit/query";
import { withoutFilters } from "@/lib/audit/filters";
import { EMPTY_QUERY, writeQuery } from "@/lib/audit/query-params";
import { describeQuery } from "@/lib/audit/query-words";
import { learnNames } from "@/lib/audit/sentence";
import { formatTime, plural } from "@/lib/audit/time/format";
import { formatInZone } from "@/lib/audit/time/zone";
import { arrivedQuery } from "@/lib/queries/arrived";
import { toRows } from "./event-rows";
import { EventTable } from "./event-table";
import { useExport } from "./export/use-export";
import { FilterBar } from "./filter-bar";
import { Footer } from "./footer";
import { ReceiptLine } from "./receipt-line";
import { ResultActions } from "./result-actions";
import { RevealedText } from "./revealed-text";
import { BadParameter, Failure, NothingRecorded, PastTheEnd, SkeletonRows } from "./result-state";
import { useCopyLinks } from "./use-copy-links";
import { type Initial, useEventsPage } from "./use-events-page";
import { isPlainKey, useFrameKeys, useGlobalKeys } from "./use-list-keys";
import { useListPosition } from "./use-list-position";
import { useEventsLocation } from "./use-location";
import { useSelection } from "./use-selection";
import { useWindow } from "./use-window";

const EventDrawer = lazy(() => import("@/components/event/event-drawer"));
const Facets = lazy(() => import("./facets"));
const KeysHelp = lazy(() => import("./keys-help"));

const noChange = () => () => {};
const isBrowser = () => true;
const isServer = () => false;

const PREMIUM = new Set(["USER_LOGIN", "USER_LOGOUT"]);
const NONE: never[] = [];

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
  const { zone, prefs, change } = usePrefs();
  const location = useEventsLocation();
  const { query, search, event: openId, problem } = location;
  const { page, error, updating, reading, again } = useEventsPage(search, problem === null, initial);
  const client = useQueryClient();
  const copy = useCopy();
  const text = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [popover, setPopover] = useState<"window" | "types" | null>(null);
  const [help, setHelp] = useState(false);
  const [freshAfter, setFreshAfter] = useState<number | null>(null);
  const exporting = useExport();

  const account =
    accounts.find((a) => a.apiKey === query.account || a.name === query.account) ??
    (query.account === null ? accounts[0] : undefined);
  const accountKey = account?.apiKey ?? query.account ?? "";
  const window = useWindow(query, page, now) ?? { from: null, to: now, asOf: now, askedTo: null };
  const { asOf } = window;
  // The zone by its name: an offset would be wrong for one end of a window across a change of the clocks.
  const zoneName = zone;
  const links = useCopyLinks(query, window, accountKey, zone, zoneName);

  const events = page?.events ?? NONE;
  const names = useMemo(() => learnNames(events), [events]);
  const rows = useMemo(() => toRows(events, names, (at) => formatTime(at, zone).date), [events, names, zone]);
  const withYears = useMemo(() => {
    const year = (at: number) => formatInZone(at, zone).year;
    return events.some((event) => event.at !== null && year(event.at) !== year(asOf));
  }, [events, zone, asOf]);
  const question = useMemo(
    () => writeQuery({ ...query, page: 1, size: EMPTY_QUERY.size, asOf: null }).toString(),
    [query],
  );
  const selection = useSelection(question, events);

  const toTop = () => scroller.current?.scrollTo({ top: 0 });
  /** A new question starts on its first page, at this moment. */
  const ask = (next: EventQuery) => {
    const fresh = { ...next, page: 1, asOf: null };
    client.removeQueries({ queryKey: ["events", writeQuery(fresh).toString()], type: "inactive" });
    setFreshAfter(null);
    location.ask(fresh);
    toTop();
  };
  /** Another page of the same question: its moment is pinned, so that no row moves between pages. */
  const toPage = (number: number) => {
    location.ask({ ...query, page: number, asOf });
    toTop();
  };
  const turn = useCallback(
    (number: number) => location.replace({ ...query, page: number, asOf }, openId, "replace"),
    [location, query, asOf, openId],
  );
  const { cursor, setCursor, openIndex, openAt, step, position } = useListPosition({
    search,
    page,
    events,
    updating,
    openId,
    onOpen: location.open,
    onTurn: turn,
  });
  const close = () => {
    location.close();
    requestAnimationFrame(() => grid.current?.focus({ preventScroll: true }));
  };

  const openEnded = window.askedTo === null || window.askedTo >= asOf;
  const watching = page !== undefined && openEnded && query.sort === "-created_at" && !updating;
  const arrived = useQuery({ ...arrivedQuery(query, asOf), enabled: watching }).data ?? 0;
  const show = () => {
    setFreshAfter(asOf);
    toTop();
    // A link that froze the time ends at its own moment: what came since lies behind that end.
    const { time } = query;
    const open = time.kind === "absolute" && time.to !== null ? { ...time, to: null } : time;
    if (query.asOf === null && query.page === 1 && open === time) again();
    else location.ask({ ...query, time: open, page: 1, asOf: null });
  };

  useGlobalKeys(prefs.keys, {
    "/": () => text.current?.focus(),
    "?": () => setHelp(true),
    z: () => change({ zone: prefs.zone === null ? Intl.DateTimeFormat().resolvedOptions().timeZone : null }),
    "g e": () => grid.current?.focus(),
  });
  useFrameKeys({
    toList: () => grid.current?.focus(),
    toEvent: () => document.querySelector<HTMLElement>("[data-drawer-title]")?.focus(),
    close: openId === null ? null : close,
  });
  const onListKey = (event: KeyboardEvent) => {
    // A panel that is still loading will take the keys: they are not meant for the list behind it.
    if (popover !== null) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Home: () => setCursor(0),
      End: () => setCursor(rows.length - 1),
      Enter: () => openAt(cursor),
      Escape: () => (openId === null ? selection.clear() : close()),
    };
    const letters: Record<string, () => void> = {
      j: () => step(1),
      k: () => step(-1),
      x: () => selection.toggle(cursor, false),
      X: () => selection.toggle(cursor, true),
      n: () => arrived > 0 && show(),
      e: () => mayExport && exporting.setOpen(true),
      w: () => setPopover("window"),
      t: () => setPopover("types"),
      u: links.copyFrozen,
    };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const run = moves[event.key] ?? (prefs.keys && isPlainKey(event) ? letters[event.key] : undefined);
    if (!run) return;
    event.preventDefault();
    run();
  };
  const copyRows = async (format: "json" | "csv") => {
    const direction = query.sort === "created_at" ? 1 : -1;
    // In the order of the list, whatever the order of choosing; one whose time is unknown stands last.
    const chosen = [...selection.chosen.values()].sort((a, b) =>
      a.at === null || b.at === null
        ? Number(a.at === null) - Number(b.at === null)
        : direction * (a.at - b.at || (a.id < b.id ? -1 : 1)),
    );
    const { rowsAsText } = await import("./copy-rows");
    const words = plural(chosen.length, "event");
    await copy(rowsAsText(chosen, format), `${words} copied as ${format.toUpperCase()}.`);
  };

  // The drawer is drawn by the browser alone: sent in pieces with the page, it could stand there twice for a moment.
  const hydrated = useSyncExternalStore(noChange, isBrowser, isServer);

  const failed = error !== null || problem !== null;
  const exportQuestion = failed
    ? "Nothing can be exported: this result could not be read."
    : page === undefined || updating
      ? "The result is still being read: it can be exported in a moment."
      : { query, window, page, accountName: account?.name ?? "all accounts", zone, archive };
  // A failed list has no counts beside it: they would be of another question.
  const countedAt = page === undefined || failed ? null : asOf;
  const cleared = withoutFilters(query);
  const filters = writeQuery({ ...query, page: 1, asOf: null }).toString() !== writeQuery(cleared).toString();
  const filtered = filters || query.time.kind !== "unbounded";

  const sort = () => ask({ ...query, sort: query.sort === "created_at" ? "-created_at" : "created_at" });

  const body = () => {
    if (problem) {
      return (
        <BadParameter
          problem={{ detail: problem.message, field: problem.field, suggestion: problem.suggestion }}
          value={location.wrong}
          onSuggestion={location.mend}
        />
      );
    }
    if (error) {
      return (
        <Failure
          error={error}
          accountKey={account?.apiKey}
          accountName={account?.name}
          here={`/events${search ? `?${search}` : ""}`}
          again={again}
        />
      );
    }
    if (reading || !page) return <SkeletonRows count={24} />;
    if (page.page.totalElements === 0) {
      return (
        <NothingRecorded
          premiumOnly={query.eventTypes.length > 0 && query.eventTypes.every((type) => PREMIUM.has(type))}
          filtered={filtered}
          text={query.searchText}
          receipt={page.receipt}
          asOf={`${formatTime(asOf, zone, { now: asOf }).text} ${zoneName}`}
          accountName={account?.name ?? "this account"}
          onClear={() => ask({ ...cleared, time: { kind: "unbounded" } })}
        />
      );
    }
    if (rows.length === 0) {
      const { totalPages } = page.page;
      return <PastTheEnd pages={totalPages} onLast={() => toPage(totalPages)} />;
    }
    return (
      <EventTable
        ref={grid}
        rows={rows}
        account={accountKey}
        sort={query.sort}
        zone={zone}
        cursor={cursor}
        open={openId}
        selected={selection.chosen}
        picking={selection.picking}
        freshAfter={freshAfter}
        withYears={withYears}
        asOf={asOf}
        onSort={sort}
        onCursor={setCursor}
        onOpen={openAt}
        onSelect={selection.toggle}
        onSelectAll={selection.all}
        onHold={(index) => {
          selection.pick();
          selection.toggle(index, false);
        }}
        onKeyDown={onListKey}
      />
    );
  };

  return (
    <div className="flex min-h-[calc(100dvh-52px)] flex-col sm:h-[calc(100dvh-var(--header))] sm:min-h-0 print:block print:h-auto!">
      <FilterBar
        query={query}
        account={accountKey}
        zone={zone}
        zoneName={zoneName}
        asOf={asOf}
        textRef={text}
        opened={popover}
        onOpened={setPopover}
        onAsk={ask}
        archive={archive}
        countedAt={countedAt}
      />
      {/* Clipped: what slides in from the side must not open a sideways scroll on its way. */}
      <div className="relative flex min-h-0 flex-1 sm:overflow-clip print:block print:overflow-visible">
        {archive ? (
          <aside
            aria-label="Facets"
            className="thin-scroll hidden w-[228px] flex-none overflow-auto border-r border-line bg-bg xl:block print:hidden"
          >
            {hydrated ? (
              <ChunkBoundary>
                <Suspense fallback={null}>
                  <Facets query={query} asOf={countedAt} onAsk={ask} />
                </Suspense>
              </ChunkBoundary>
            ) : null}
          </aside>
        ) : null}
        <main
          id="main"
          tabIndex={-1}
          className="flex min-w-0 flex-1 flex-col bg-surface outline-none print:block"
        >
          <h1 className="sr-only">Events of {account?.name ?? "an account"}</h1>
          {updating ? <RunningBar /> : null}
          {/* On paper the controls are gone: what was asked is said in words. */}
          <p className="hidden px-3 pt-2 print:block">
            {account?.name} <RevealedText text={accountKey} className="mono" max={80} /> ·{" "}
            <RevealedText text={describeQuery(query, { zone, asOf }).sentence} />
          </p>
          <ReceiptLine
            page={page}
            window={problem ? null : window}
            asked={asOf}
            state={failed ? "failed" : reading ? "reading" : updating ? "updating" : "done"}
            zone={zone}
            zoneName={zoneName}
          >
            <ResultActions
              arrived={arrived}
              onShow={show}
              links={links}
              onHelp={() => setHelp(true)}
              rowsShown={rows.length}
              size={query.size}
              onSize={(size) => ask({ ...query, size })}
              newestFirst={query.sort === "-created_at"}
              onSort={sort}
              exports={mayExport ? { exporting, question: exportQuestion } : undefined}
              onSelect={selection.pick}
              onSelectAll={() => {
                selection.pick();
                selection.all(true);
              }}
            />
          </ReceiptLine>
          <div
            ref={scroller}
            className={cn(
              "thin-scroll min-h-0 flex-1 border-t border-line sm:overflow-auto print:overflow-visible",
              updating && "is-stale",
            )}
            aria-busy={updating || reading}
          >
            {body()}
          </div>
          <Footer
            page={page?.page}
            shown={rows.length}
            newestFirst={query.sort === "-created_at"}
            onPage={toPage}
            onSize={(size) => ask({ ...query, size })}
            selection={{
              count: selection.chosen.size,
              picking: selection.picking,
              onCopy: (format) => void copyRows(format),
              onClear: selection.clear,
            }}
          />
        </main>
        {openId === null || problem || !hydrated ? null : (
          <ChunkBoundary>
            <Suspense fallback={null}>
              <EventDrawer
                id={openId}
                held={events[openIndex] ?? null}
                account={account}
                position={position}
                names={names}
                upstreamZone={page?.receipt.zone ?? "UTC"}
                onStep={step}
                onOpen={location.open}
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
