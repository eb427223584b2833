"use client";

import { useCopy, useToast } from "@/components/providers/toast";
import type { AuditEvent } from "@/lib/audit/event";
import type { Sort } from "@/lib/audit/query";
import { plural } from "@/lib/audit/time/format";
import type { CopyFormat } from "./copy-rows";
import { COPY_WORDS } from "./footer";
import type { List } from "./list/use-list";
import { type Chosen, MOST_READ, type Selection } from "./use-selection";

/** In the order of the list, whatever the order of choosing; one whose time is unknown stands last. */
function inListOrder(chosen: Chosen, sort: Sort): AuditEvent[] {
  const direction = sort === "created_at" ? 1 : -1;
  const order = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
  return [...chosen]
    .sort(([keyA, a], [keyB, b]) =>
      a.at === null || b.at === null
        ? Number(a.at === null) - Number(b.at === null)
        : direction * (a.at - b.at || order(a.id, b.id) || order(keyA, keyB)),
    )
    .map(([, event]) => event);
}

/** What is done with the chosen rows. Those that were not read yet are read for it, up to `MOST_READ`. */
export function useChosenRows({ choice, has, count }: Selection, list: List, sort: Sort) {
  const copy = useCopy();
  const tell = useToast();

  /** The chosen events in the order of the list; `null` where one could not be read, which is said. */
  const read = async (): Promise<AuditEvent[] | null> => {
    if (!choice.all) return inListOrder(choice.rows, sort);
    try {
      const rows = await list.fetchRows({ from: 0, to: list.total });
      return rows.filter(({ key }) => has(key)).map(({ event }) => event);
    } catch {
      tell({ text: "Not every chosen row could be read: nothing was copied.", bad: true });
      return null;
    }
  };
  return {
    /** Too many to be read for a copy: an export takes all. */
    tooMany: count > MOST_READ || (choice.all && list.total > MOST_READ),
    copy: async (format: CopyFormat) => {
      const [events, { rowsAsText }] = await Promise.all([read(), import("./copy-rows")]);
      if (events) {
        await copy(
          rowsAsText(events, format),
          `${plural(events.length, "event")} copied as ${COPY_WORDS[format]}.`,
        );
      }
    },
  };
}
