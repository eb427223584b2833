"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Columns3, Keyboard, Link2 } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { buttonClass, iconButtonClass, IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { LazyPopover } from "@/components/ui/lazy-popover";
import { usePrefs } from "@/components/providers/prefs";
import { useCopy } from "@/components/providers/toast";
import type { AccountRef } from "@/components/shell/header";
import { frozenLink, liveLink, queryString } from "@/lib/audit/links";
import type { EventQuery } from "@/lib/audit/query";
import { writeQuery } from "@/lib/audit/query-params";
import { learnNames } from "@/lib/audit/sentence";
import { formatRange, formatTime, plural, zoneLabel } from "@/lib/audit/time/format";
import { formatInZone } from "@/lib/audit/time/zone";
import { resolveWindow } from "@/lib/audit/time/window";
import { arrivedQuery } from "@/lib/queries/arrived";
import { EventTable } from "./event-table";
import { toRows } from "./event-rows";
import { FilterBar } from "./filter-bar";
import { Footer } from "./footer";
import { ReceiptLine } from "./receipt-line";
import { BadParameter, Failure, NothingRecorded, PastTheEnd, SkeletonRows } from "./result-state";
import { type Initial, useEventsPage } from "./use-events-page";
import { useEventsLocation } from "./use-location";
import { isPlainKey, useGlobalKeys } from "./use-list-keys";
import { useSelection } from "./use-selection";

const EventDrawer = lazy(() => import("@/components/event/event-drawer"));
const KeysHelp = lazy(() => import("./keys-help"));

const PREMIUM = new Set(["USER_LOGIN", "USER_LOGOUT"]);

interface EventsConsoleProps {
  accounts: readonly AccountRef[];
  initial: Initial | null;
  /** The server's clock when the page was made, in whole seconds. */
  now: number;
}

/** The page of events: the address is the query, everything else follows from it. */
export function EventsConsole({ accounts, initial, now }: EventsConsoleProps) {
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
  const [cursor, setCursor] = useState(0);
  const [freshAfter, setFreshAfter] = useState<number | null>(null);
  const landing = useRef<"first" | "last" | null>(null);

  const account =
    accounts.find((a) => a.apiKey === query.account || a.name === query.account) ??
    (query.account === null ? accounts[0] : undefined);
  const accountKey = account?.apiKey ?? query.account ?? "";

  const asOf = page ? Date.parse(page.receipt.asOf) : now;
  const window_ = useMemo(() => {
    if (page) {
      const { from, to } = page.receipt;
      return { from: from === null ? null : Date.parse(from), to: Date.parse(to), asOf, askedTo: null };
    }
    try {
      return resolveWindow(query.time, query.asOf ?? now);
    } catch {
      return { from: null, to: now, asOf: now, askedTo: null };
    }
  }, [page, query, asOf, now]);
  const zoneName = zoneLabel(zone, asOf, "short");

  const events = page?.events ?? NONE;
  const names = useMemo(() => learnNames(events), [events]);
  const rows = useMemo(() => toRows(events, (at) => formatTime(at, zone).date), [events, zone]);
  const withYears = useMemo(() => {
    const year = (at: number) => formatInZone(at, zone).year;
    return events.some((event) => event.at !== null && year(event.at) !== year(asOf));
  }, [events, zone, asOf]);
  const selection = useSelection(search, events);

  // Rows change under a cursor only when the question changed.
  useEffect(() => setCursor(0), [search]);
  useEffect(() => {
    if (landing.current === null || updating || events.length === 0) return;
    const index = landing.current === "first" ? 0 : events.length - 1;
    landing.current = null;
    setCursor(index);
    const id = events[index]?.id;
    if (id) location.open(id);
  }, [events, updating, location]);

  /** A new question starts on its first page, at this moment. */
  const ask = useCallback(
    (next: EventQuery) => {
      const fresh = { ...next, page: 1, asOf: null };
      client.removeQueries({ queryKey: ["events", writeQuery(fresh).toString()], type: "inactive" });
      setFreshAfter(null);
      location.ask(fresh);
      scroller.current?.scrollTo({ top: 0 });
    },
    [client, location],
  );
  /** Another page of the same question: its moment is pinned, so that no row moves between pages. */
  const toPage = useCallback(
    (number: number) => {
      location.ask({ ...query, page: number, asOf });
      scroller.current?.scrollTo({ top: 0 });
    },
    [location, query, asOf],
  );

  const openEnded =
    window_.to === asOf &&
    !(query.time.kind === "absolute" && query.time.to !== null && query.time.to <= asOf);
  const arrived =
    useQuery({
      ...arrivedQuery(query, asOf),
      enabled: page !== undefined && openEnded && query.sort === "-created_at" && !updating,
    }).data ?? 0;
  const show = () => {
    setFreshAfter(asOf);
    scroller.current?.scrollTo({ top: 0 });
    if (query.asOf === null && query.page === 1) again();
    else location.ask({ ...query, page: 1, asOf: null });
  };

  const openAt = useCallback(
    (index: number) => {
      const event = events[index];
      if (!event) return;
      setCursor(index);
      location.open(event.id);
    },
    [events, location],
  );
  const openIndex = openId === null ? -1 : events.findIndex((event) => event.id === openId);
  const step = useCallback(
    (by: 1 | -1) => {
      if (openId === null) return setCursor((c) => Math.max(0, Math.min(rows.length - 1, c + by)));
      if (openIndex < 0 || !page) return;
      const next = openIndex + by;
      if (next >= 0 && next < events.length) return openAt(next);
      const number = page.page.number + by;
      if (number < 1 || number > page.page.totalPages) return;
      landing.current = by === 1 ? "first" : "last";
      location.replace({ ...query, page: number, asOf }, openId, "replace");
    },
    [openId, openIndex, rows.length, events.length, page, query, asOf, openAt, location],
  );
  const position =
    page && openIndex >= 0
      ? { index: (page.page.number - 1) * page.page.size + openIndex + 1, total: page.page.totalElements }
      : null;

  const close = useCallback(() => {
    location.close();
    requestAnimationFrame(() => grid.current?.focus({ preventScroll: true }));
  }, [location]);

  const copyFrozen = () => {
    const link = `${globalThis.location.origin}/events?${queryString(frozenLink(query, window_, accountKey))}`;
    void copy(link, `Link copied. It freezes the time at ${formatTime(asOf, zone).time} ${zoneName}.`, {
      label: "Copy live link instead",
      run: () => copyLive(),
    });
  };
  const copyLive = () => {
    const live = queryString(liveLink({ ...query, account: accountKey }));
    void copy(
      `${globalThis.location.origin}/events${live ? `?${live}` : ""}`,
      "Live link copied. Its window moves with the time.",
    );
  };

  useGlobalKeys(prefs.keys, {
    "/": () => text.current?.focus(),
    "?": () => setHelp(true),
    z: () => change({ zone: prefs.zone === null ? Intl.DateTimeFormat().resolvedOptions().timeZone : null }),
    "g e": () => grid.current?.focus(),
  });

  const listKey = (event: React.KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Home: () => setCursor(0),
      End: () => setCursor(rows.length - 1),
      Enter: () => openAt(cursor),
      Escape: () => (openId !== null ? close() : selection.clear()),
      F6: () => document.querySelector<HTMLElement>("[data-drawer-title]")?.focus(),
    };
    const letters: Record<string, () => void> = {
      j: () => step(1),
      k: () => step(-1),
      x: () => selection.toggle(cursor, false),
      X: () => selection.toggle(cursor, true),
      n: () => arrived > 0 && show(),
      w: () => setPopover("window"),
      t: () => setPopover("types"),
      u: copyFrozen,
    };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const run = moves[event.key] ?? (prefs.keys && isPlainKey(event) ? letters[event.key] : undefined);
    if (!run) return;
    event.preventDefault();
    run();
  };

  const total = page?.page.totalElements ?? 0;
  const filtered =
    query.eventTypes.length > 0 || query.searchText !== null || query.time.kind !== "unbounded";

  return (
    <div className="flex min-h-[calc(100dvh-52px)] flex-col sm:h-[calc(100dvh-var(--header))] sm:min-h-0">
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
      />
      <div className="relative flex min-h-0 flex-1">
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col bg-surface outline-none">
          <h1 className="sr-only">Events of {account?.name ?? "an account"}</h1>
          {updating ? (
            <div className="absolute inset-x-0 top-0 z-[2] h-0.5 overflow-hidden bg-surface-3" aria-hidden>
              <i className="run-bar block h-full w-[38%] bg-accent" />
            </div>
          ) : null}
          <ReceiptLine
            page={page}
            window={window_}
            state={error || problem ? "failed" : reading ? "reading" : updating ? "updating" : "done"}
            zone={zone}
            zoneName={zoneName}
          >
            {arrived > 0 ? (
              <button
                type="button"
                onClick={show}
                className="h-[22px] rounded-full bg-accent-soft px-2.5 text-12 text-accent shadow-[inset_0_0_0_1px_var(--accent-line)] max-sm:h-[30px]"
              >
                {plural(arrived, "new event")} · <b className="font-strong">Show</b>
              </button>
            ) : null}
            <div className="flex items-center max-sm:ml-auto print:hidden">
              <LazyMenu
                label="Copy link"
                buttonClass={buttonClass("ghost", "small")}
                button={
                  <>
                    <Link2 size={14} aria-hidden />
                    <span className="hidden lg:inline">Copy link</span>
                  </>
                }
                align="end"
                items={[
                  {
                    id: "frozen",
                    label: "Copy link",
                    note: `freezes ${formatRange(window_.from, window_.to, asOf, zone)} ${zoneName}`,
                    run: copyFrozen,
                  },
                  {
                    id: "live",
                    label: "Copy live link",
                    note: "the window moves with the time",
                    run: copyLive,
                  },
                ]}
              />
              <LazyPopover
                label="Columns and density"
                title="Columns and density"
                buttonClass={iconButtonClass("small")}
                button={<Columns3 size={14} aria-hidden />}
                load={() => import("./columns-panel")}
                contentProps={{}}
                align="end"
              />
              <IconButton
                label="Keyboard"
                size="small"
                className="max-sm:hidden"
                onClick={() => setHelp(true)}
              >
                <Keyboard size={14} aria-hidden />
              </IconButton>
            </div>
          </ReceiptLine>
          <div
            ref={scroller}
            className={cn(
              "thin-scroll min-h-0 flex-1 border-t border-line sm:overflow-auto",
              updating && "is-stale",
            )}
            aria-busy={updating || reading}
          >
            {problem ? (
              <BadParameter
                problem={{ detail: problem.message, field: problem.field, suggestion: problem.suggestion }}
                onSuggestion={(value) => {
                  const params = new URLSearchParams(globalThis.location.search);
                  if (problem.field) params.set(problem.field, value);
                  globalThis.history.pushState(null, "", `/events?${queryString(params)}`);
                }}
              />
            ) : error ? (
              <Failure
                error={error}
                accountKey={account?.apiKey}
                accountName={account?.name}
                here={`/events${search ? `?${search}` : ""}`}
                again={again}
              />
            ) : reading ? (
              <SkeletonRows count={24} />
            ) : total === 0 ? (
              <NothingRecorded
                premiumOnly={
                  query.eventTypes.length > 0 && query.eventTypes.every((type) => PREMIUM.has(type))
                }
                filtered={filtered}
                asOf={`${formatTime(asOf, zone, { now: asOf }).text} ${zoneName}`}
                accountName={account?.name ?? "this account"}
                onClear={() =>
                  ask({ ...query, eventTypes: [], searchText: null, time: { kind: "unbounded" } })
                }
              />
            ) : rows.length === 0 ? (
              <PastTheEnd
                pages={page?.page.totalPages ?? 1}
                onLast={() => toPage(page?.page.totalPages ?? 1)}
              />
            ) : (
              <EventTable
                ref={grid}
                rows={rows}
                account={accountKey}
                sort={query.sort}
                zone={zone}
                cursor={cursor}
                open={openId}
                selected={selection.ids}
                freshAfter={freshAfter}
                withYears={withYears}
                asOf={asOf}
                onSort={() =>
                  ask({ ...query, sort: query.sort === "created_at" ? "-created_at" : "created_at" })
                }
                onCursor={setCursor}
                onOpen={openAt}
                onSelect={selection.toggle}
                onSelectAll={selection.all}
                onKeyDown={listKey}
              />
            )}
          </div>
          <Footer
            page={page?.page}
            shown={rows.length}
            newestFirst={query.sort === "-created_at"}
            selected={selection.ids.size}
            onPage={toPage}
            onSize={(size) => ask({ ...query, size })}
            onCopy={(format) => {
              const chosen = events.filter((event) => selection.ids.has(event.id));
              void import("./copy-rows").then(({ rowsAsText }) =>
                copy(
                  rowsAsText(chosen, format),
                  `${plural(chosen.length, "event")} copied as ${format.toUpperCase()}.`,
                ),
              );
            }}
            onClearSelection={selection.clear}
          />
        </main>
        {openId === null || problem ? null : (
          <Suspense fallback={null}>
            <EventDrawer
              key={openId}
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
        )}
      </div>
      {help ? (
        <Suspense fallback={null}>
          <KeysHelp onClose={() => setHelp(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

const NONE: never[] = [];
