"use client";

import { startTransition, useEffect, useLayoutEffect, useRef, useState } from "react";
import { usePrefs } from "@/components/providers/prefs";
import type { AccountRef } from "@/components/shell/header";
import type { Result } from "../use-result";
import { ROW_PX, type Shape } from "./geometry";
import { ListView } from "./list-view";
import { usePages } from "./use-pages";

interface ListOptions {
  result: Result;
  accounts: readonly AccountRef[];
  archive: boolean;
  /** All pages stand in one list, whose scrolling is followed; else one page at a time does. */
  oneList: boolean;
}

export type List = ReturnType<typeof useList>;

// Called in the browser alone; on the server there is nothing to lay out, and React says so of every layout effect.
export const useBrowserLayout = typeof window === "undefined" ? useEffect : useLayoutEffect;

/** The result as one list: what of it is read, what of it is in view, and the address that follows the first row in view. */
export function useList({ result, accounts, archive, oneList }: ListOptions) {
  const { page: head, shown, location, asOf, scroller, kept } = result;
  const { prefs, zone } = usePrefs();
  const row = ROW_PX[prefs.density];
  const number = shown.page;
  const shape: Shape = {
    total: head?.page.totalElements ?? 0,
    size: head?.page.size ?? shown.size,
    row,
  };
  const [view] = useState(() => new ListView(head, shape, number));
  const [stood, setStood] = useState<{ of: unknown; pages: readonly number[] }>({ of: null, pages: [] });
  const asked = useRef(stood);
  /** The page that the address asks for, until it is read: the rows in view stay until then. */
  const [turning, setTurning] = useState<number | null>(null);
  const [turned, setTurned] = useState<{ page: number } | null>(null);

  const here = stood.of === head && oneList ? stood.pages : [number];
  const wanted = turning === null || here.includes(turning) ? here : [...here, turning];
  const pages = usePages({ query: shown, head, wanted, accounts, zone, archive });

  const lastPage = Math.max(1, head?.page.totalPages ?? 1);
  const current = useRef({ head, archive, lastPage, follow: (page: number) => void page });
  /** The pages that the address was told by scrolling, the latest last: they ask for nothing. It hears of them later, maybe not of all. */
  const told = useRef<number[]>([]);
  current.current = {
    head,
    archive,
    lastPage,
    follow: (page) => {
      if (turning !== null || kept || page === location.query.page) return;
      told.current.push(page);
      location.replace({ ...location.query, page, asOf }, location.event, "replace");
    },
  };

  const before = useRef({ page: location.query.page, event: location.event, head });
  useBrowserLayout(() => {
    const was = before.current;
    const page = location.query.page;
    before.current = { page, event: location.event, head };
    if (head !== was.head) {
      setTurning(null);
      told.current = [];
    } else if (page !== was.page && oneList) {
      const closed = was.event !== null && location.event === null;
      if (told.current.includes(page)) told.current.splice(0, told.current.indexOf(page) + 1);
      // An event that closes leaves the list where it is, and its address comes after.
      else if (closed) current.current.follow(view.inView.page);
      // While another question is read, the page is one of its.
      else if (page <= lastPage && !kept) setTurning(page);
    }
  }, [location.query.page, location.event, head, oneList, lastPage, kept, view]);

  useBrowserLayout(() => {
    if (view.of === head) return;
    view.reset(head, shape, number);
    const top = scroller.current?.getBoundingClientRect().top ?? 0;
    if (!oneList && top < 0) scroller.current?.scrollIntoView();
  });
  useBrowserLayout(() => view.resize(row), [view, row]);

  const arrivedAt = turning !== null && pages.readOf(turning) !== 0;
  useBrowserLayout(() => {
    if (!arrivedAt || turning === null) return;
    view.goToPage(turning);
    setTurned({ page: turning });
    setTurning(null);
  }, [arrivedAt, turning, view]);

  useBrowserLayout(() => {
    const element = scroller.current;
    if (!oneList || !element) return;
    return view.attach(element, {
      onRest: (page) => current.current.follow(page),
      onPages: (standing, why, towards) => {
        const { head: of, archive: cheap, lastPage: last } = current.current;
        // Without an archive every page is a call to Vonage: only those are read that someone rests on.
        if (!cheap && why === "passing") return;
        const next = towards === "end" ? Math.max(...standing) + 1 : Math.min(...standing) - 1;
        const ahead = cheap && why !== "jumped" && next >= 1 && next <= last;
        const reads = ahead ? [...standing, next] : standing;
        // It hears of every step of a scroll: most of them ask for nothing else.
        if (asked.current.of === of && asked.current.pages.join() === reads.join()) return;
        asked.current = { of, pages: reads };
        startTransition(() => setStood({ of, pages: reads }));
      },
    });
  }, [oneList, scroller, view]);

  return {
    ...pages,
    /** The answer that it is a list of. */
    head,
    view,
    shape,
    oneList,
    /** The page that an answer is first seen at. */
    number,
    /** Another page is being read, whose rows will take the place of those in view. */
    turning: turning !== null,
    /** The page last turned to, by a button or the browser's history. */
    turned,
    /** Scrolls as little as brings a row into view. */
    reveal: (position: number) => {
      const row = pages.rowAt(position);
      if (oneList) view.goTo(position);
      else if (row) document.getElementById(`row-${row.key}`)?.scrollIntoView({ block: "nearest" });
    },
  };
}
