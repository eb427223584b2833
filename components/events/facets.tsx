"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown, CircleX, Minus, Plus, Search } from "lucide-react";
import { useId, useState } from "react";
import type { AccountRef } from "@/components/shell/header";
import { TextButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { countryName } from "@/lib/audit/country";
import { canFilterBy, toggleValue } from "@/lib/audit/filters";
import type { EventQuery } from "@/lib/audit/query";
import type { ListKey } from "@/lib/audit/query-table";
import type { FacetCounts, FacetName } from "@/lib/audit/summary";
import { formatCount } from "@/lib/audit/time/format";
import { summaryQuery } from "@/lib/queries/summary";
import { EventTypeName } from "./family-icon";
import { RevealedText } from "./revealed-text";

interface FacetRow {
  name: FacetName;
  label: string;
  /** The filter of its values; an account is chosen in place of all. */
  list: ListKey | null;
  /** What is counted under `none`. */
  none: string;
}

const FACETS: readonly FacetRow[] = [
  { name: "account", label: "Account", list: null, none: "" },
  { name: "event_type", label: "Type", list: "eventTypes", none: "no type in the event" },
  { name: "user", label: "Actor", list: "user", none: "no user in the event" },
  { name: "ip", label: "Address", list: "ip", none: "no address in the event" },
  { name: "country", label: "Country", list: "country", none: "no country in the event" },
  { name: "source", label: "Source", list: "source", none: "no source in the event" },
  { name: "resource", label: "Resource", list: "resource", none: "names no thing" },
];
/** As many as stand there at once; a chosen or new value is never among those left out. */
const FEW = 6;

interface FacetsProps {
  query: EventQuery;
  /** The list's own moment: both count the same events. `null` while there is no list. */
  asOf: number | null;
  onAsk: (query: EventQuery) => void;
  /** Those of the reader: several are counted by their names. */
  accounts: readonly AccountRef[];
}

/** What the events of a query carry, counted; a click asks for one value, or for all others. */
export default function Facets({ query, asOf, onAsk, accounts }: FacetsProps) {
  const answer = useQuery({ ...summaryQuery(query, asOf ?? 0), enabled: asOf !== null });
  const { data, isPlaceholderData } = answer;
  if (answer.isError) {
    return (
      <div role="alert" className="px-3 py-3 text-12 text-text-2">
        <CircleX size={13} className="mr-1.5 inline align-[-2px] text-failed" aria-hidden />
        The counts could not be read: {answer.error.message}{" "}
        <TextButton onClick={() => void answer.refetch()}>Try again</TextButton>
      </div>
    );
  }
  if (!data) return <p className="appear-late px-3 py-3 text-12 text-text-3">Counting…</p>;
  return (
    <div className={cn("text-12", isPlaceholderData && "text-text-3")} aria-busy={isPlaceholderData}>
      {data.receipt.gaps.length > 0 && data.receipt.reason === "gap" ? (
        <p className="border-b border-line px-3 py-2 text-text-2">
          Counted over what is archived; a part of this window is not yet.
        </p>
      ) : null}
      {FACETS.map((facet) => {
        const counts = data.facets[facet.name];
        return counts ? (
          <FacetList
            key={facet.name}
            facet={facet}
            counts={counts}
            query={query}
            onAsk={onAsk}
            accounts={accounts}
          />
        ) : null;
      })}
    </div>
  );
}

interface FacetListProps {
  facet: FacetRow;
  counts: FacetCounts;
  query: EventQuery;
  onAsk: (query: EventQuery) => void;
  accounts: readonly AccountRef[];
}

function FacetList({ facet, counts, query, onAsk, accounts }: FacetListProps) {
  const [open, setOpen] = useState(true);
  const [all, setAll] = useState(false);
  const [search, setSearch] = useState<string | null>(null);
  const id = useId();
  const { list } = facet;
  const chosen = (value: string) => list !== null && query[list].includes(value);
  const ask = (value: string) =>
    onAsk(list === null ? { ...query, account: value } : toggleValue(query, list, value));
  const nameOf = (value: string) =>
    facet.name === "account" ? (accounts.find(({ apiKey }) => apiKey === value)?.name ?? value) : value;
  const excluded = (value: string) => facet.name === "event_type" && query.excludeEventTypes.includes(value);
  const needle = (search ?? "").toLowerCase();
  const found = counts.values.filter(({ value }) => nameOf(value).toLowerCase().includes(needle));
  const shown =
    all || needle !== ""
      ? found
      : found.filter(
          ({ value, first }, index) => index < FEW || chosen(value) || excluded(value) || first !== undefined,
        );
  const left = found.length - shown.length;
  return (
    <section aria-labelledby={id} className="border-b border-line pb-1.5">
      <h3 className="flex h-8 items-center gap-1 pr-2 pl-2">
        <button
          type="button"
          id={id}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-6 flex-1 items-center gap-1 font-strong"
        >
          <ChevronDown size={12} className={cn("text-text-3", !open && "-rotate-90")} aria-hidden />
          {facet.label}{" "}
          <span className="font-normal text-text-3">
            {formatCount(counts.values.length + counts.otherValues)}
          </span>
        </button>
        <button
          type="button"
          aria-label={`Search in ${facet.label}`}
          aria-expanded={search !== null}
          onClick={() => setSearch(search === null ? "" : null)}
          className="grid size-6 place-items-center rounded-1 text-text-3 hover:bg-surface-3 hover:text-text"
        >
          <Search size={12} aria-hidden />
        </button>
      </h3>
      {open && search !== null ? (
        <input
          autoFocus
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            setSearch(null);
          }}
          aria-label={`Find in ${facet.label}`}
          placeholder={`Find in ${facet.label.toLowerCase()}`}
          className="mx-3 mb-1 h-6 w-[calc(100%-24px)] rounded-1 border border-line-control bg-surface px-1.5 outline-none focus:border-focus"
        />
      ) : null}
      {open ? (
        <ul>
          {shown.map(({ value, count, first }) => (
            <li
              key={value}
              className="group flex min-h-[22px] items-center gap-1 pr-3 pl-3 hover:bg-row-hover max-sm:min-h-10"
            >
              <button
                type="button"
                disabled={list !== null && !chosen(value) && !canFilterBy(list, value)}
                aria-pressed={list === null ? undefined : chosen(value)}
                title={`${chosen(value) ? "No longer only" : "Only"} ${nameOf(value)}`}
                onClick={() => ask(value)}
                className={cn(
                  "flex min-w-0 flex-1 items-center gap-1.5 self-stretch text-left disabled:cursor-default",
                  chosen(value) && "font-strong text-accent",
                  excluded(value) && "text-text-3 line-through",
                )}
              >
                <FacetValueName name={facet.name} value={nameOf(value)} />
                {first === undefined ? null : (
                  <span
                    title={`First seen ${first}`}
                    className="flex-none rounded-1 border border-first-line px-[3px] text-10 text-first no-underline"
                  >
                    new
                  </span>
                )}
              </button>
              {facet.name === "event_type" ? (
                <button
                  type="button"
                  aria-pressed={excluded(value)}
                  aria-label={excluded(value) ? `Show ${value} again` : `Leave out ${value}`}
                  title={excluded(value) ? `Show ${value} again` : `Leave out ${value}`}
                  onClick={() => onAsk(toggleValue(query, "excludeEventTypes", value))}
                  className="grid size-6 flex-none place-items-center rounded-1 text-text-3 opacity-0 group-hover:opacity-100 hover:bg-surface-3 hover:text-text focus-visible:opacity-100 max-lg:opacity-100"
                >
                  {excluded(value) ? <Plus size={12} aria-hidden /> : <Minus size={12} aria-hidden />}
                </button>
              ) : null}
              <span className="flex-none text-text-2">
                {excluded(value) ? "≠ " : ""}
                {formatCount(count)}
              </span>
            </li>
          ))}
          {counts.none > 0 && needle === "" ? (
            <li className="flex min-h-[22px] items-center px-3 text-text-2">
              <span className="flex-1">{facet.none}</span> {formatCount(counts.none)}
            </li>
          ) : null}
          {found.length === 0 && counts.none === 0 ? (
            <li className="px-3 py-0.5 text-text-3">{needle === "" ? "none" : "nothing found"}</li>
          ) : null}
          {left > 0 || (all && found.length > FEW) ? (
            <li className="px-3 py-0.5">
              <TextButton onClick={() => setAll(!all)}>
                {all ? "Fewer" : `${formatCount(left)} more`}
              </TextButton>
            </li>
          ) : null}
          {counts.others > 0 && (all || left === 0) && needle === "" ? (
            <li className="flex min-h-[22px] items-center px-3 text-text-3">
              <span className="flex-1">{rarerValues(counts)}</span> {formatCount(counts.others)}
            </li>
          ) : null}
        </ul>
      ) : null}
    </section>
  );
}

function rarerValues({ otherValues, otherNew }: FacetCounts): string {
  const rarer = `${formatCount(otherValues)} rarer ${otherValues === 1 ? "value" : "values"}`;
  return otherNew === 0 ? rarer : `${rarer}, ${formatCount(otherNew)} new`;
}

function FacetValueName({ name, value }: { name: FacetName; value: string }) {
  if (name === "event_type")
    return (
      <span className="min-w-0 truncate">
        <EventTypeName type={value} />
      </span>
    );
  if (name === "country") {
    const full = countryName(value);
    return (
      <span className="truncate">
        <span className="mr-1.5 text-11 text-text-2">
          <RevealedText text={value} />
        </span>
        {full}
      </span>
    );
  }
  const mono = name === "ip" || name === "resource" || name === "source";
  return <RevealedText text={value} className={cn("truncate", mono && "mono")} />;
}
