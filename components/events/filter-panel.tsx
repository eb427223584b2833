"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { AuditError } from "@/lib/audit/errors";
import { withoutFilters } from "@/lib/audit/filters";
import type { EventQuery } from "@/lib/audit/query";
import { type ListKey, PARAMETERS } from "@/lib/audit/query-table";

const FIELDS: readonly { list: ListKey; hint: string }[] = [
  { list: "user", hint: "ana.ruiz@acme.example, 48213" },
  { list: "ip", hint: "203.0.113.77, 192.0.2.0/24" },
  { list: "country", hint: "ES, GB" },
  { list: "source", hint: "CD, DEVAPI" },
  { list: "resource", hint: "number:447700900678, app:…" },
];

interface FilterPanelProps {
  query: EventQuery;
  onChange: (query: EventQuery) => void;
  close: () => void;
}

/** What only the archive can filter by, typed; commas part alternatives. */
export default function FilterPanel({ query, onChange, close }: FilterPanelProps) {
  const [texts, setTexts] = useState<Partial<Record<ListKey, string>>>(() =>
    Object.fromEntries(FIELDS.map(({ list }) => [list, query[list].join(", ")])),
  );
  const read = FIELDS.map(({ list }) => readField(list, texts[list] ?? ""));
  const wrong = read.some(({ problem }) => problem !== null);
  return (
    <form
      className="w-[380px] max-w-full"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong) return;
        onChange({ ...query, ...Object.fromEntries(read.map(({ list, values }) => [list, values])) });
        close();
      }}
    >
      <div className="grid gap-2 px-3.5 py-3">
        {FIELDS.map(({ list, hint }, index) => {
          const problem = read[index]?.problem ?? null;
          return (
            <div key={list} className="grid grid-cols-[84px_minmax(0,1fr)] items-center gap-x-2">
              <label htmlFor={`filter-${list}`} className="text-text-2">
                {labelOf(list)}
              </label>
              <input
                id={`filter-${list}`}
                autoFocus={index === 0}
                value={texts[list] ?? ""}
                placeholder={hint}
                aria-invalid={problem !== null}
                aria-describedby={`filter-${list}-problem`}
                onChange={(event) => setTexts({ ...texts, [list]: event.target.value })}
                className={cn(
                  "mono h-control min-w-0 rounded-2 border bg-surface px-2 outline-none focus:border-focus max-sm:h-10",
                  problem === null ? "border-line-control" : "border-danger",
                )}
              />
              <p id={`filter-${list}-problem`} role="status" className="col-start-2 text-danger">
                {problem}
              </p>
            </div>
          );
        })}
        <p className="text-text-3">Commas part alternatives. Answered from the archive.</p>
      </div>
      <div className="flex items-center gap-2.5 border-t border-line bg-surface-2 px-3 py-2">
        <Button
          size="small"
          look="ghost"
          className="max-sm:h-10"
          onClick={() => {
            onChange(withoutFilters(query));
            close();
          }}
        >
          Clear all filters
        </Button>
        <span className="flex-1" />
        <Button size="small" className="max-sm:h-10" onClick={close}>
          Cancel
        </Button>
        <Button size="small" look="primary" type="submit" className="max-sm:h-10" disabled={wrong}>
          Apply
        </Button>
      </div>
    </form>
  );
}

const parameterOf = (list: ListKey) => PARAMETERS.find((row) => row.list === list);
const labelOf = (list: ListKey): string => parameterOf(list)?.label ?? list;

interface Field {
  list: ListKey;
  values: readonly string[];
  problem: string | null;
}

function readField(list: ListKey, text: string): Field {
  // A comma at the end is someone still typing.
  const clean = text.trim().replace(/,\s*$/, "");
  if (clean === "") return { list, values: [], problem: null };
  try {
    return { list, values: parameterOf(list)?.read(clean)[list] ?? [], problem: null };
  } catch (error) {
    if (error instanceof AuditError) return { list, values: [], problem: error.message };
    throw error;
  }
}
