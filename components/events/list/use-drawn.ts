"use client";

import { type RefObject, useDeferredValue, useRef, useSyncExternalStore } from "react";
import { pagesOf, pageSpan, type Segment, segmentsOf } from "./geometry";
import type { Drawn } from "./list-view";
import { type List, useBrowserLayout } from "./use-list";

/** What of the list stands in the table, from the first px to the last, and where it is scrolled to once that is so. */
export function useDrawn(list: List, scroller: RefObject<HTMLElement | null>) {
  const { view, head, oneList, number, shape, readOf } = list;
  const now = useSyncExternalStore(
    view.subscribe,
    () => view.drawn,
    () => view.drawn,
  );
  // Whole pages are drawn once someone rests on them, in pieces between frames.
  const later = useDeferredValue(now);
  const last = useRef(now);
  const followed = now.rests && now !== later ? last.current : now;
  last.current = followed;
  const follows = oneList && view.of === head;
  const page = pageSpan(number, shape);
  // The first HTML, and every page of a phone: its rows alone, so that they stand where they will stay.
  const drawn: Drawn = follows
    ? followed
    : { ...page, stretch: { from: page.from, to: shape.total }, below: 0, top: null };
  useBrowserLayout(() => {
    if (follows && followed.top !== null) scroller.current?.scrollTo({ top: followed.top });
  }, [follows, followed, scroller]);
  const segments: Segment[] = segmentsOf(drawn.stretch, drawn, shape, readOf);
  return {
    segments,
    below: drawn.below,
    /** Rows that stand in view are not read yet. */
    busy: follows && pagesOf(view.inView, shape.size).some((one) => readOf(one) === 0),
  };
}
