"use client";

import { Copy, Minus, Plus } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { readLocation } from "@/components/events/use-location";
import { useReader } from "@/components/providers/reader";
import { useCopy } from "@/components/providers/toast";
import type { MenuItem } from "@/components/ui/menu";
import { canFilterBy, excludingList, onlyValue, toggleValue } from "@/lib/audit/filters";
import { eventsHref } from "@/lib/audit/links";
import { EMPTY_QUERY, needsArchive } from "@/lib/audit/query-params";
import type { IncludeKey } from "@/lib/audit/query-table";

export const ICON = { size: 14, "aria-hidden": true } as const;

interface Asked {
  list: IncludeKey;
  value: string;
  /** How the menu calls those events: "Only …, in this list". */
  them: string;
}

/** Only these events, or all others, in the list that stands behind; nothing elsewhere, and nothing that wants an archive without one. */
export function useListItems({ list, value, them }: Asked): MenuItem[] {
  const { archived } = useReader();
  const pathname = usePathname();
  const params = useSearchParams();
  if (pathname !== "/events" || !canFilterBy(list, value)) return [];
  const { query } = readLocation(new URLSearchParams(params));
  const excluding = excludingList(list);
  const left = query[excluding].includes(value);
  const item = (id: string, verb: string, icon: MenuItem["icon"], asked: typeof query): MenuItem => ({
    id,
    label: `${verb} ${them}, in this list`,
    icon,
    // The list reads its address: nothing is loaded anew.
    run: () => window.history.pushState(null, "", eventsHref(asked)),
  });
  const can = (key: typeof excluding | typeof list) =>
    archived || needsArchive({ ...EMPTY_QUERY, [key]: [value] }).length === 0;
  return [
    ...(can(list) ? [item("only", "Only", <Plus {...ICON} />, onlyValue(query, list, value))] : []),
    ...(can(excluding) && !left
      ? [item("exclude", "Exclude", <Minus {...ICON} />, toggleValue(query, excluding, value))]
      : []),
  ].map((one, index) => ({ ...one, separated: index === 0 }));
}

/** Takes the value along. */
export function useCopyItem(value: string): MenuItem {
  const copy = useCopy();
  return {
    id: "copy",
    label: "Copy value",
    icon: <Copy {...ICON} />,
    run: () => void copy(value, "Value copied."),
    separated: true,
  };
}
