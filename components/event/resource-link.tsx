"use client";

import { Clock, Copy, Ellipsis, Filter, History, ListFilter, Target } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import type { KeyboardEvent } from "react";
import { usePrefs } from "@/components/providers/prefs";
import { useReader } from "@/components/providers/reader";
import { useCopy } from "@/components/providers/toast";
import { RevealedText, revealedTitle } from "@/components/events/revealed-text";
import { isPlainKey } from "@/components/events/use-list-keys";
import { readLocation } from "@/components/events/use-location";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { iconButtonClass } from "@/components/ui/button";
import type { MenuItem } from "@/components/ui/menu";
import { eventsHref, timelineHref } from "@/lib/audit/links";
import type { EventQuery } from "@/lib/audit/query";
import { EMPTY_QUERY } from "@/lib/audit/query-params";
import { type ResourceKind, resourceKey } from "@/lib/audit/resource-kind";
import { KIND_WORDS } from "@/lib/audit/resource-shape";
import { formatTime } from "@/lib/audit/time/format";

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

const ICON = { size: 14, "aria-hidden": true } as const;

/** A resource of an event: its name, its value, and a menu of where to go from it, also by `p` while it has the focus. */
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
  const { prefs } = usePrefs();
  const all = eventsHref(namedBy({ kind, value, account, archived }));
  const word = KIND_WORDS[kind];
  const items = useItems({ kind, value, account, at });
  const onKeyDown = (event: KeyboardEvent<HTMLSpanElement>) => {
    if (event.key !== "p" || event.shiftKey || !prefs.keys || !isPlainKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.querySelector<HTMLButtonElement>("button[aria-haspopup=menu]")?.click();
  };
  return (
    // Keys are heard here, and are those of the link and the button inside.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it hears the keys of the link and the button in it
    <span className="group inline-flex max-w-full flex-wrap items-baseline gap-x-1.5" onKeyDown={onKeyDown}>
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
      <LazyMenu
        label={`${word} ${revealedTitle(value.slice(0, 64))}: more`}
        buttonClass={`${iconButtonClass("tiny")} -my-1 self-center print:hidden`}
        button={<Ellipsis size={13} aria-hidden />}
        align="end"
        head={
          <>
            <b className="font-medium">{word}</b>{" "}
            <RevealedText text={shortened(value)} className="mono text-text-3" />
          </>
        }
        items={items}
      />
    </span>
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
  const copy = useCopy();
  const pathname = usePathname();
  const params = useSearchParams();
  const named = namedBy({ ...thing, archived });
  const only = (): MenuItem[] => {
    if (!archived || pathname !== "/events") return [];
    const { query } = readLocation(new URLSearchParams(params));
    const href = eventsHref({ ...query, resource: [resourceKey(thing)], page: 1 });
    // The list reads its address: nothing is loaded anew.
    const run = () => window.history.pushState(null, "", href);
    return [{ id: "only", label: "Only what names it, in this list", icon: <Filter {...ICON} />, run }];
  };
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
    ...only(),
    {
      id: "copy",
      label: "Copy value",
      icon: <Copy {...ICON} />,
      run: () => void copy(value, "Value copied."),
      separated: true,
    },
  ];
}
