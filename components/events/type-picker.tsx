"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import { Button, TextButton } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { FAMILIES, type Family, familyOf, typeNote } from "@/lib/audit/event-types";
import type { EventQuery } from "@/lib/audit/query";
import { suggestType } from "@/lib/audit/query-params";
import { formatCount } from "@/lib/audit/time/format";
import { type EventTypeRow, eventTypesQuery } from "@/lib/queries/event-types";
import { FamilyMark } from "./family-icon";
import { RevealedText } from "./revealed-text";

const NONE: readonly EventTypeRow[] = [];

interface TypePickerProps {
  account: string;
  chosen: readonly string[];
  excluded: readonly string[];
  /** Only an archive can leave types out. */
  archive: boolean;
  onChange: (change: Pick<EventQuery, "eventTypes" | "excludeEventTypes">) => void;
  close: () => void;
}

/** Types from the upstream's OPTIONS, grouped by family, searched by code or by description. */
export default function TypePicker({ account, chosen, excluded, archive, onChange, close }: TypePickerProps) {
  const answer = useQuery(eventTypesQuery(account));
  const [way, setWay] = useState<"include" | "exclude">(
    chosen.length === 0 && excluded.length > 0 ? "exclude" : "include",
  );
  const [picked, setPicked] = useState<ReadonlySet<string>>(
    () => new Set(way === "include" ? chosen : excluded),
  );
  const [text, setText] = useState("");
  const known = answer.data?.eventTypes ?? NONE;
  // A type that was typed into the address stays choosable, whether anyone lists it or not.
  const all: EventTypeRow[] = useMemo(() => {
    const names = new Set(known.map((row) => row.type));
    return [
      ...known,
      ...[...chosen, ...excluded]
        .filter((type) => !names.has(type))
        .map((type) => ({ type, description: "", listed: false })),
    ];
  }, [known, chosen, excluded]);
  const needle = text.trim().toLowerCase();
  const found = all.filter((row) => `${row.type} ${row.description}`.toLowerCase().includes(needle));
  const suggestion = needle ? suggestType(text.trim()) : null;
  const groups = FAMILIES.map((family) => ({
    ...family,
    rows: found.filter((row) => familyOf(row.type) === family.id),
  })).filter((group) => group.rows.length > 0);
  const listed = known.filter((row) => row.listed).length;

  const set = (types: readonly string[], on: boolean) =>
    setPicked((old) => {
      const next = new Set(old);
      for (const type of types) {
        if (on) next.add(type);
        else next.delete(type);
      }
      return next;
    });
  const ask = (types: readonly string[]) => {
    onChange(
      way === "include"
        ? { eventTypes: types, excludeEventTypes: [] }
        : { eventTypes: [], excludeEventTypes: types },
    );
    close();
  };
  const apply = () => {
    const types = all.filter((row) => picked.has(row.type)).map((row) => row.type);
    // All of them asked for is no filter; all of them left out is one, and its result is not what is known here.
    ask(way === "include" && types.length === all.length ? [] : types);
  };

  return (
    <form
      className="flex max-h-[inherit] w-[460px] max-w-full flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <label className="flex h-[38px] flex-none items-center gap-2 border-b border-line px-3">
        <Search size={14} className="text-text-3" aria-hidden />
        <input
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label="Search types"
          placeholder="Search types"
          className="h-full min-w-0 flex-1 bg-transparent outline-none focus-visible:shadow-none"
        />
        <span className="text-text-3">
          {found.length} of {all.length}
        </span>
      </label>
      <div className="flex flex-none items-center gap-2.5 border-b border-line px-3 py-1.5">
        {archive ? (
          <div className="flex-1">
            <Segmented
              small
              label="The chosen types"
              value={way}
              options={[
                { value: "include", label: "Include" },
                { value: "exclude", label: "Exclude" },
              ]}
              onChange={setWay}
            />
          </div>
        ) : (
          <p className="flex-1 text-text-3">Excluding types and counting them need the archive.</p>
        )}
        <TextButton
          onClick={() =>
            set(
              found.map((row) => row.type),
              true,
            )
          }
        >
          All {found.length}
        </TextButton>
        <TextButton
          onClick={() =>
            set(
              found.map((row) => row.type),
              false,
            )
          }
        >
          None
        </TextButton>
      </div>
      <div className="thin-scroll min-h-0 flex-1 overflow-auto py-1 sm:max-h-[480px]">
        {answer.isError ? (
          <p role="alert" className="px-3 py-4 text-failed">
            The list of types could not be read: {answer.error.message}{" "}
            <TextButton onClick={() => void answer.refetch()}>Try again</TextButton>
          </p>
        ) : null}
        {answer.isPending ? (
          <p className="appear-late px-3 py-4 text-text-3">Reading the list of types…</p>
        ) : null}
        {suggestion ? (
          <p className="px-3 py-2 text-text-2">
            Vonage writes it{" "}
            <button type="button" className="link mono" onClick={() => setText(suggestion)}>
              {suggestion}
            </button>
            .
          </p>
        ) : null}
        {!answer.isPending && found.length === 0 && !suggestion && (text.trim() || !answer.isError) ? (
          <p className="px-3 py-4 text-text-2">
            {answer.isError ? "No type that is chosen" : "No known type"} contains “{text.trim()}”.{" "}
            {/^[\x21-\x7e]{2,64}$/.test(text.trim()) ? (
              <TextButton onClick={() => ask([...picked, text.trim()])}>Ask for it all the same</TextButton>
            ) : null}
          </p>
        ) : null}
        {groups.map((group) => (
          <Group
            key={group.id}
            family={group.id}
            label={group.label}
            rows={group.rows}
            picked={picked}
            needle={needle}
            onSet={set}
          />
        ))}
      </div>
      <div className="flex flex-none flex-wrap items-center gap-2.5 border-t border-line bg-surface-2 px-3 py-2">
        <p className="flex-1 text-text-3">
          {answer.data === undefined
            ? ""
            : answer.data.source === "upstream"
              ? `${formatCount(listed)} listed by Vonage${known.length > listed ? `, ${known.length - listed} only seen in events` : ""}`
              : "Vonage returned no list: the built-in fallback is shown"}
        </p>
        <Button size="small" look="ghost" className="max-sm:h-10" onClick={() => setPicked(new Set())}>
          Clear
        </Button>
        <Button size="small" look="primary" type="submit" className="max-sm:h-10">
          {picked.size === 0
            ? "Apply: all types"
            : way === "include"
              ? `Apply ${picked.size}`
              : `Apply: all but ${picked.size}`}
        </Button>
      </div>
    </form>
  );
}

interface GroupProps {
  family: Family;
  label: string;
  rows: readonly EventTypeRow[];
  picked: ReadonlySet<string>;
  needle: string;
  onSet: (types: readonly string[], on: boolean) => void;
}

function Group({ family, label, rows, picked, needle, onSet }: GroupProps) {
  const types = rows.map((row) => row.type);
  const count = types.filter((type) => picked.has(type)).length;
  return (
    <fieldset>
      <legend className="sr-only">{label}</legend>
      <label className="flex min-h-[26px] items-center gap-2 max-sm:min-h-10 px-3">
        <input
          type="checkbox"
          aria-label={`${label}: all ${rows.length}`}
          checked={count === rows.length}
          ref={(box) => {
            if (box) box.indeterminate = count > 0 && count < rows.length;
          }}
          onChange={() => onSet(types, count < rows.length)}
        />
        <FamilyMark family={family} />
        <b className="font-strong">{label}</b> <span className="text-text-3">{rows.length}</span>
      </label>
      {rows.map((row) => (
        <label
          key={row.type}
          className="flex min-h-[26px] items-center gap-2 max-sm:min-h-10 pr-3 pl-[34px] whitespace-nowrap hover:bg-surface-3"
        >
          <input
            type="checkbox"
            checked={picked.has(row.type)}
            onChange={(event) => onSet([row.type], event.target.checked)}
          />
          <span className="mono">
            <Marked text={row.type} needle={needle} />
          </span>
          {row.listed ? null : (
            <span
              title="Seen in events, not in the list that Vonage returns"
              className="rounded-1 border border-dashed border-line-control px-[3px] text-10 text-text-2"
            >
              unlisted
            </span>
          )}
          <span
            className="min-w-0 flex-1 overflow-hidden text-ellipsis text-text-3 max-sm:hidden"
            title={typeNote(row.type) ?? row.description}
          >
            {row.description || "no description"}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The found part of a name, underlined. */
function Marked({ text, needle }: { text: string; needle: string }) {
  const at = needle ? text.toLowerCase().indexOf(needle) : -1;
  if (at < 0) return <RevealedText text={text} />;
  return (
    <>
      <RevealedText text={text.slice(0, at)} />
      <mark className="bg-transparent text-inherit underline decoration-accent decoration-2 underline-offset-2">
        <RevealedText text={text.slice(at, at + needle.length)} />
      </mark>
      <RevealedText text={text.slice(at + needle.length)} />
    </>
  );
}
