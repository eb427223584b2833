"use client";

import { useSyncExternalStore } from "react";
import { Footer, type FooterSelection } from "../footer";
import type { Result } from "../use-result";
import type { List } from "./use-list";

interface ListFooterProps {
  result: Result;
  list: List;
  selection: FooterSelection;
}

/** The footer of a list: it tells what is in view while the list is scrolled. */
export function ListFooter({ result, list, selection }: ListFooterProps) {
  const { page, query } = result;
  const { view, oneList, head } = list;
  const seen = useSyncExternalStore(
    view.subscribe,
    () => view.inView,
    () => view.inView,
  );
  const follows = oneList && view.of === head && page !== undefined && query.page <= page.page.totalPages;
  return (
    <Footer
      page={page && (follows ? { ...page.page, number: seen.page } : page.page)}
      {...(follows ? { first: seen.from + 1 } : {})}
      shown={follows ? seen.to - seen.from : (page?.events.length ?? 0)}
      newestFirst={query.sort === "-created_at"}
      onPage={result.toPage}
      onSize={(size) => result.toSize(size, seen.from)}
      selection={selection}
    />
  );
}
