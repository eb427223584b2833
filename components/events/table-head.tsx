"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { Sort } from "@/lib/audit/query";
import { plural } from "@/lib/audit/time/format";
import { ColumnHead, useColumns } from "./column-head";
import type { ColumnInfo } from "./columns";
import type { List } from "./list/use-list";

interface TableHeadProps {
  shown: readonly ColumnInfo[];
  list: List;
  selected: { count: number };
  sort: Sort;
  zone: string;
  onSort: () => void;
  onSelectAll: (all: boolean) => void;
}

/** The head of the grid: choose all, turn the order round, and each column by its name. Time stays first. */
export function TableHead({ shown, list, selected, sort, zone, onSort, onSelectAll }: TableHeadProps) {
  const columns = useColumns();
  const all = list.total > 0 && selected.count === list.total;
  const Arrow = sort === "created_at" ? ArrowUp : ArrowDown;
  const rest = shown.findIndex(({ width }) => width === null);
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="c-select">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select all ${plural(list.total, "event")} of the result`}
            checked={all}
            ref={(box) => {
              if (box) box.indeterminate = !all && selected.count > 0;
            }}
            onChange={() => onSelectAll(!all)}
          />
        </th>
        <th scope="col" className="c-time" aria-sort={sort === "created_at" ? "ascending" : "descending"}>
          <button type="button" tabIndex={-1} onClick={onSort} title="Newest or oldest first">
            Time <Arrow size={11} className="inline align-[-1px] text-text-3" aria-hidden />
            <span className="ml-1.5 font-normal text-text-3">{zone === "UTC" ? "UTC" : "local"}</span>
          </button>
        </th>
        {shown.map((column, index) => (
          <ColumnHead
            key={column.id}
            column={column}
            columns={columns}
            edge={rest >= 0 && index > rest ? "left" : "right"}
          >
            {column.label}
            {column.id === "who" && list.domain ? (
              <span className="ml-1.5 hidden text-11 font-normal text-text-3 lg:inline">@{list.domain}</span>
            ) : null}
          </ColumnHead>
        ))}
      </tr>
    </thead>
  );
}
