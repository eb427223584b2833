"use client";

import { Clock, History, ListFilter, Target } from "lucide-react";
import { RevealedText, revealedTitle } from "@/components/events/revealed-text";
import { usePrefs } from "@/components/providers/prefs";
import { useReader } from "@/components/providers/reader";
import type { MenuItem } from "@/components/ui/menu";
import { eventsHref, timelineHref } from "@/lib/audit/links";
import type { EventQuery } from "@/lib/audit/query";
import { EMPTY_QUERY } from "@/lib/audit/query-params";
import { type ResourceKind, resourceKey } from "@/lib/audit/resource-kind";
import { KIND_WORDS } from "@/lib/audit/resource-shape";
import { formatTime } from "@/lib/audit/time/format";
import { Pivot } from "./pivot";
import { ICON, useCopyItem, useListItems } from "./use-pivot-items";

interface ResourceLinkProps {
  kind: ResourceKind;
  value: string;
  account: string;
  name?: string | undefined;
  mono?: boolean;
  /** Its name alone, where it has one. */
  brief?: boolean;
  /** The moment of the event it stands in: offers its state then, and what else names it around then. */
  at?: number | null;
}

/** A resource of an event: its name, its value, and a menu of where to go from it. */
export function ResourceLink({
  kind,
  value,
  account,
  name,
  mono = true,
  brief = false,
  at = null,
}: ResourceLinkProps) {
  const { archived } = useReader();
  const all = eventsHref(namedBy({ kind, value, account, archived }));
  const word = KIND_WORDS[kind];
  const items = useItems({ kind, value, account, at });
  return (
    <Pivot
      label={`${word} ${revealedTitle(value.slice(0, 64))}`}
      head={
        <>
          <b className="font-medium">{word}</b>{" "}
          <RevealedText text={shortened(value)} className="mono text-text-3" />
        </>
      }
      items={items}
    >
      <a
        href={archived ? timelineHref({ kind, value }, { account }) : all}
        className="link break-all"
        title={
          archived
            ? `Timeline of this ${word.toLowerCase()}`
            : `All events that name this ${word.toLowerCase()}`
        }
      >
        <RevealedText text={name ?? value} className={name || !mono ? "" : "mono"} max={300} />
      </a>
      {name && !brief ? <RevealedText text={value} className="mono break-all text-text-2" max={300} /> : null}
    </Pivot>
  );
}

/** Ids are cut in the middle, where they differ least. */
const shortened = (value: string) =>
  value.length > 40 ? `${value.slice(0, 24)}…${value.slice(-12)}` : value;

interface Thing {
  kind: ResourceKind;
  value: string;
  account: string;
}

/** Everything that names one thing: whatever key it stands under; without an archive, by its value as text of the event. */
const namedBy = ({ kind, value, account, archived }: Thing & { archived: boolean }): EventQuery => ({
  ...EMPTY_QUERY,
  account: account || null,
  ...(archived ? { resource: [resourceKey({ kind, value })] } : { searchText: value }),
});

function useItems({ at, ...thing }: Thing & { at: number | null }): MenuItem[] {
  const { kind, value, account } = thing;
  const { archived } = useReader();
  const { zone } = usePrefs();
  const named = namedBy({ ...thing, archived });
  const inList = useListItems({ list: "resource", value: resourceKey(thing), them: "what names it" });
  const copied = useCopyItem(value);
  return [
    ...(archived
      ? [
          {
            id: "timeline",
            label: "Its timeline",
            icon: <History {...ICON} />,
            href: timelineHref({ kind, value }, { account }),
          },
        ]
      : []),
    ...(archived && at !== null
      ? [
          {
            id: "then",
            label: "Its state then",
            icon: <Target {...ICON} />,
            hint: <span className="mono text-11">{formatTime(at, zone).time}</span>,
            href: timelineHref({ kind, value }, { account, at }),
          },
        ]
      : []),
    ...(at === null
      ? []
      : [
          {
            id: "near",
            label: "Events that name it, ± 30 min",
            icon: <Clock {...ICON} />,
            href: eventsHref({ ...named, time: { kind: "around", around: at, pm: "30m" } }),
          },
        ]),
    { id: "all", label: "All events that name it", icon: <ListFilter {...ICON} />, href: eventsHref(named) },
    ...inList,
    copied,
  ];
}
