"use client";

import { useCallback, useState } from "react";
import { useCopy, useToast } from "@/components/providers/toast";
import type { Sort } from "@/lib/audit/query";
import { plural } from "@/lib/audit/time/format";
import type { CopyFormat } from "./copy-rows";
import { COPY_WORDS } from "./footer";
import type { List } from "./list/use-list";
import { type Chosen, type ChosenRow, MOST_READ, type Selection } from "./use-selection";

/** In the order of the list, whatever the order of choosing; one whose time is unknown stands last. */
function inListOrder(chosen: Chosen, sort: Sort): ChosenRow[] {
  const direction = sort === "created_at" ? 1 : -1;
  const order = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
  return [...chosen]
    .sort(([keyA, a], [keyB, b]) =>
      a.at === null || b.at === null
        ? Number(a.at === null) - Number(b.at === null)
        : direction * (a.at - b.at || order(a.id, b.id) || order(keyA, keyB)),
    )
    .map(([key, event]) => ({ key, event }));
}

/** What is done with the chosen rows. Those that were not read yet are read for it, up to `MOST_READ`. */
export function useChosenRows({ choice, has, count }: Selection, list: List, sort: Sort) {
  const copy = useCopy();
  const tell = useToast();
  const [printed, setPrinted] = useState<readonly ChosenRow[] | null>(null);

  /** The chosen rows in the order of the list; `null` where one could not be read, which is said. */
  const read = async (): Promise<ChosenRow[] | null> => {
    if (!choice.all) return inListOrder(choice.rows, sort);
    try {
      const rows = await list.fetchRows({ from: 0, to: list.total });
      return rows.filter(({ key }) => has(key));
    } catch {
      tell({ text: "Not every chosen row could be read: nothing was done with the others.", bad: true });
      return null;
    }
  };
  return {
    /** Too many to be read for a copy or for paper: an export takes all. */
    tooMany: count > MOST_READ || (choice.all && list.total > MOST_READ),
    copy: async (format: CopyFormat) => {
      const [rows, { rowsAsText }] = await Promise.all([read(), import("./copy-rows")]);
      if (rows === null) return;
      const events = rows.map(({ event }) => event);
      await copy(
        rowsAsText(events, format),
        `${plural(events.length, "event")} copied as ${COPY_WORDS[format]}.`,
      );
    },
    /** The rows that are on their way to paper. */
    printed,
    print: async () => setPrinted(await read()),
    donePrinting: useCallback(() => setPrinted(null), []),
  };
}
