"use client";

import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import type { AccountRef } from "@/components/shell/header";
import type { FirstSeenAnswer } from "@/lib/audit/first-seen";
import type { EventsPage } from "@/lib/audit/list-page";
import type { EventQuery } from "@/lib/audit/query";
import { writeQuery } from "@/lib/audit/query-params";
import { learnNames, type Names } from "@/lib/audit/sentence";
import { formatTime } from "@/lib/audit/time/format";
import { formatInZone } from "@/lib/audit/time/zone";
import { eventsQuery } from "@/lib/queries/events";
import { firstSeenQuery } from "@/lib/queries/first-seen";
import { domainOf, type EventRow, toRows } from "../event-rows";
import { pageOf, pagesOf, pageSpan, type Span } from "./geometry";

interface PagesOptions {
  /** The question of the rows in view, and the page that it was first answered with. */
  query: EventQuery;
  head: EventsPage | undefined;
  /** The pages to read. */
  wanted: readonly number[];
  accounts: readonly AccountRef[];
  zone: string;
  /** There is an archive, which knows what was seen first. */
  archive: boolean;
}

/** A page as its table draws it, and what it was made of. */
interface Built {
  readonly made: readonly unknown[];
  readonly rows: readonly EventRow[];
  readonly names: Names;
}

const NO_NAMES: Names = new Map();
const NO_ROWS: readonly EventRow[] = [];

/** Each page of a question at one moment, by its number: asked for at every row that is scrolled by. */
function pagesAt(query: EventQuery, asOf: number | null) {
  const known = new Map<number, ReturnType<typeof eventsQuery>>();
  return (page: number) => {
    const options = known.get(page) ?? eventsQuery(writeQuery({ ...query, page, asOf }).toString());
    known.set(page, options);
    return options;
  };
}

/** A list may reach into another year: its time column is then wide from the start, so that no column moves later. */
function reachesBack({ receipt, page, events }: EventsPage, zone: string): boolean {
  const year = (at: number) => formatInZone(at, zone).year;
  const now = year(Date.parse(receipt.asOf));
  if (page.totalPages <= 1) return events.some(({ at }) => at !== null && year(at) !== now);
  return receipt.from === null || [receipt.from, receipt.to].some((end) => year(Date.parse(end)) !== now);
}

/**
 * The pages of one result, all of one moment, each read when it is wanted and kept by its address. Rows know their neighbours across
 * the edges of pages; what is new among them is marked once that is known.
 */
export function usePages({ query, head, wanted, accounts, zone, archive }: PagesOptions) {
  const client = useQueryClient();
  const asOf = head ? Date.parse(head.receipt.asOf) : null;
  const total = head?.page.totalElements ?? 0;
  const size = head?.page.size ?? query.size;
  const withYears = useMemo(() => head !== undefined && reachesBack(head, zone), [head, zone]);
  const optionsOf = useMemo(() => pagesAt(query, asOf), [query, asOf]);
  const firstsOf = (number: number) => firstSeenQuery({ ...query, page: number }, asOf ?? 0);

  const reading = total === 0 ? [] : wanted;
  const answers = useQueries({
    queries: reading.map((number) => ({
      ...optionsOf(number),
      ...(number === head?.page.number ? { initialData: head } : {}),
    })),
  });
  useQueries({
    queries: reading.map((number, i) => ({
      ...firstsOf(number),
      enabled: archive && (answers[i]?.data?.events.length ?? 0) > 0,
    })),
  });

  const pageAt = (number: number): EventsPage | undefined =>
    number === head?.page.number ? head : client.getQueryData(optionsOf(number).queryKey);

  // What is built holds for one result in one zone; its domain is that of every row that was read.
  const held = useRef<{ of: readonly unknown[]; built: Map<number, Built>; hosts: Set<string | null> }>(null);
  const of = [head, zone, accounts, archive];
  if (held.current === null || of.some((part, i) => part !== held.current?.of[i]))
    held.current = { of, built: new Map(), hosts: new Set() };
  const { built, hosts } = held.current;
  for (const page of [head, ...answers.map(({ data }) => data)])
    for (const { userEmail } of page?.events ?? []) if (userEmail !== null) hosts.add(domainOf(userEmail));
  const domain = hosts.size === 1 ? ([...hosts][0] ?? null) : null;

  const build = (number: number): Built | undefined => {
    const page = pageAt(number);
    if (page === undefined) return undefined;
    const firsts: FirstSeenAnswer | null = client.getQueryData(firstsOf(number).queryKey) ?? null;
    const before = number > 1 ? pageAt(number - 1)?.events.at(-1) : undefined;
    const after = pageAt(number + 1)?.events[0];
    const made = [page, firsts, before, after, domain];
    const known = built.get(number);
    if (known && made.every((part, i) => part === known.made[i])) return known;
    const owners = page.accounts?.map(
      (apiKey) => accounts.find((account) => account.apiKey === apiKey) ?? { name: apiKey, apiKey },
    );
    const names = known?.made[0] === page ? known.names : learnNames(page.events);
    const rows = toRows(page.events, names, (at) => formatTime(at, zone).date, owners, firsts, {
      before,
      after,
      domain,
    });
    const next = { made, rows, names };
    built.set(number, next);
    return next;
  };

  const rowsOf = (number: number) => build(number)?.rows ?? NO_ROWS;
  const rowAt = (position: number): EventRow | undefined =>
    position < 0 ? undefined : rowsOf(pageOf(position, size))[position % size];
  const stateOf = (number: number) => client.getQueryState(optionsOf(number).queryKey);

  return {
    total,
    size,
    domain,
    withYears,
    rowsOf,
    rowAt,
    /** What names the events around a row told. */
    namesAt: (position: number) => built.get(pageOf(position, size))?.names ?? NO_NAMES,
    /** How many rows of a page are read. */
    readOf: (number: number): number | "failed" =>
      pageAt(number)?.events.length ?? (stateOf(number)?.status === "error" ? "failed" : 0),
    errorOf: (number: number) => stateOf(number)?.error ?? null,
    again: (number: number) =>
      void client.refetchQueries({ queryKey: optionsOf(number).queryKey, exact: true }),
    /** Where among the rows that were read the one is that `is` holds for; -1 where it is not among them. */
    find: (is: (row: EventRow) => boolean): number => {
      for (const [number, { rows }] of built) {
        const index = rows.findIndex(is);
        if (index >= 0) return pageSpan(number, { total, size }).from + index;
      }
      return -1;
    },
    /** How many events were read of all. */
    get read() {
      let events = 0;
      for (const { rows } of built.values()) events += rows.length;
      return events;
    },
    /** The rows of a span, those that are missing read first. Rejects with what kept one from being read. */
    fetchRows: async (span: Span): Promise<EventRow[]> => {
      const rows: EventRow[] = [];
      for (const number of pagesOf(span, size)) {
        if (pageAt(number) === undefined) await client.fetchQuery(optionsOf(number));
        const { from } = pageSpan(number, { total, size });
        rows.push(...rowsOf(number).slice(Math.max(0, span.from - from), span.to - from));
      }
      return rows;
    },
  };
}
