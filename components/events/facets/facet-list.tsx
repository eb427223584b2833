"use client";

import { ChevronDown, Search } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useId, useRef, useState } from "react";
import { usePrefs } from "@/components/providers/prefs";
import type { AccountRef } from "@/components/shell/header";
import { TextButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { canFilterBy, excludingList, toggleValue } from "@/lib/audit/filters";
import type { EventQuery } from "@/lib/audit/query";
import type { FacetCounts, FacetValue } from "@/lib/audit/summary";
import { formatCount, plural } from "@/lib/audit/time/format";
import type { SummaryAnswer } from "@/lib/queries/summary";
import { arrange, withHeld } from "./arrange";
import { type FacetAct, FacetItem } from "./facet-item";
import type { FacetRow } from "./facet-rows";
import { useFacetValues } from "./use-facet-values";

interface FacetListProps {
  facet: FacetRow;
  counts: FacetCounts;
  answer: SummaryAnswer;
  query: EventQuery;
  accounts: readonly AccountRef[];
  onAsk: (query: EventQuery) => void;
}

/** One facet: its values with their counts, most frequent first, and always the new, the rare and the chosen ones. */
export function FacetList({ facet, counts, answer, query, accounts, onAsk }: FacetListProps) {
  const { name, label, list } = facet;
  const { prefs, zone, change } = usePrefs();
  const folded = prefs.folded.includes(name);
  const [all, setAll] = useState(false);
  const [search, setSearch] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const id = useId();
  const rows = useRef<HTMLUListElement>(null);

  const chosen: readonly string[] = list === null ? [] : query[list];
  const excluded: readonly string[] = list === null ? [] : query[excludingList(list)];
  const held = new Set([...chosen, ...excluded]);
  const needle = search ?? "";
  const found = useFacetValues({ answer, name, counts, needle, all, held: held.size > 0 });
  const values = needle === "" ? withHeld(found.values, held) : found.values;
  const { top, rare, more } = arrange(values, held, { all: all || needle !== "" });
  const shown = [...top, ...rare];
  const tabbable = shown.some(({ value }) => value === focused) ? focused : shown[0]?.value;
  const left = more + (all ? 0 : counts.otherValues);

  const fold = () =>
    change({ folded: folded ? prefs.folded.filter((one) => one !== name) : [...prefs.folded, name] });
  const asks = (value: string) => list !== null && (held.has(value) || canFilterBy(list, value));
  const act = (what: FacetAct, value: string) => {
    if (list === null) onAsk({ ...query, account: value, page: 1 });
    else onAsk(toggleValue(query, what === "include" ? list : excludingList(list), value));
  };
  const valueAt = (target: EventTarget) =>
    (target as Element).closest("[data-value]")?.getAttribute("data-value") ?? null;
  const onClick = ({ target }: MouseEvent) => {
    const what = (target as Element).closest("[data-act]")?.getAttribute("data-act");
    const value = valueAt(target);
    if (what && value !== null) act(what as FacetAct, value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const value = valueAt(event.target);
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "-" && prefs.keys && bare && value !== null && asks(value)) {
      event.preventDefault();
      event.stopPropagation();
      return act("exclude", value);
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const buttons = [...(rows.current?.querySelectorAll<HTMLElement>("[data-facet-value]:enabled") ?? [])];
    const next = buttons[buttons.indexOf(document.activeElement as HTMLElement) + by];
    event.preventDefault();
    next?.focus();
  };
  const item = (one: FacetValue) => {
    const { value } = one;
    return (
      <FacetItem
        key={value}
        name={name}
        item={one}
        label={name === "account" ? accounts.find(({ apiKey }) => apiKey === value)?.name : undefined}
        zone={zone}
        chosen={chosen.includes(value)}
        excluded={excluded.includes(value)}
        includes={list === null || asks(value)}
        excludes={asks(value)}
        tabbable={value === tabbable}
        keys={prefs.keys}
      />
    );
  };

  return (
    <section aria-labelledby={id} className="border-b border-line pt-2 pb-1 last:border-0">
      <h3 className="flex h-[22px] items-center gap-1.5 pr-2 pl-2.5 max-sm:h-10">
        <button
          type="button"
          id={id}
          aria-expanded={!folded}
          onClick={fold}
          className="flex h-6 flex-1 items-center gap-[5px] font-strong"
        >
          <ChevronDown size={12} className={cn("text-text-3", folded && "-rotate-90")} aria-hidden />
          {label}{" "}
          <span className="font-normal text-text-3">
            {formatCount(counts.values.length + counts.otherValues)}
          </span>
          {folded && held.size > 0 ? (
            <span className="font-normal text-accent">{formatCount(held.size)} set</span>
          ) : null}
        </button>
        <button
          type="button"
          aria-label={`Search in ${label}`}
          aria-expanded={search !== null}
          onClick={() => {
            setSearch(search === null ? "" : null);
            if (folded) fold();
          }}
          className="grid size-6 place-items-center rounded-1 text-text-3 hover:bg-surface-3 hover:text-text max-sm:size-10"
        >
          <Search size={12} aria-hidden />
        </button>
      </h3>
      {!folded && search !== null ? (
        <input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was just asked for
          autoFocus
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            setSearch(null);
          }}
          aria-label={`Find in ${label}`}
          placeholder={`Find in ${label.toLowerCase()}`}
          className="mx-3 my-1 h-6 w-[calc(100%-24px)] rounded-1 border border-line-control bg-surface px-1.5 outline-none focus:border-focus max-sm:h-10"
        />
      ) : null}
      {folded ? null : (
        <>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- it hears its buttons */}
          <ul
            ref={rows}
            onClick={onClick}
            onKeyDown={onKeyDown}
            onFocus={({ target }) => setFocused(valueAt(target))}
          >
            {/* One list of children: a value that moves between its parts stays the same element. */}
            {[
              ...top.map(item),
              counts.none > 0 && needle === "" ? (
                <li key=" none" className="flex h-[22px] items-center pr-3 pl-3.5 text-text-2 max-sm:h-10">
                  <span className="flex-1 truncate">{facet.none}</span> {formatCount(counts.none)}
                </li>
              ) : null,
              rare.length > 0 ? (
                <li key=" rare" className="flex h-[18px] items-end pl-3.5 text-11 text-text-3">
                  Rare, newest first
                </li>
              ) : null,
              ...rare.map(item),
            ]}
            {needle === "" && all && found.others > 0 ? (
              <li className="flex h-[22px] items-center pr-3 pl-3.5 text-text-3">
                <span className="flex-1">{plural(found.otherValues, "rarer value")}</span>{" "}
                {formatCount(found.others)}
              </li>
            ) : null}
          </ul>
          {shown.length === 0 && !found.failed && (needle !== "" || counts.none === 0) ? (
            <p role={needle === "" ? undefined : "status"} className="px-3.5 py-0.5 text-text-3">
              {needle === "" ? "none" : found.searching ? "Looking…" : "nothing found"}
            </p>
          ) : null}
          {found.failed ? (
            <p role="alert" className="px-3.5 py-0.5 text-failed">
              The rest could not be read. <TextButton onClick={found.again}>Try again</TextButton>
            </p>
          ) : null}
          {needle === "" && (left > 0 || all) ? (
            <TextButton className="mx-0 my-0.5 ml-2.5" onClick={() => setAll(!all)}>
              {all ? "Fewer" : `${formatCount(left)} more`}
            </TextButton>
          ) : null}
        </>
      )}
    </section>
  );
}
