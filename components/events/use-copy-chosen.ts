"use client";

import { useCopy } from "@/components/providers/toast";
import type { AuditEvent } from "@/lib/audit/event";
import type { Sort } from "@/lib/audit/query";
import { plural } from "@/lib/audit/time/format";
import type { CopyFormat } from "./copy-rows";
import { COPY_WORDS } from "./footer";
import type { Chosen } from "./use-selection";

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

/** Copies the chosen rows to the clipboard, and says so. */
export function useCopyChosen(chosen: Chosen, sort: Sort) {
  const copy = useCopy();
  return async (format: CopyFormat) => {
    const { rowsAsText } = await import("./copy-rows");
    const words = plural(chosen.size, "event");
    await copy(rowsAsText(inListOrder(chosen, sort), format), `${words} copied as ${COPY_WORDS[format]}.`);
  };
}
