"use client";

import { useTable } from "@tanstack/react-table";
import { useEffect, useMemo } from "react";
import type { AccountRef } from "@/components/shell/header";
import { readEventKey } from "@/lib/audit/links";
import { learnNames } from "@/lib/audit/sentence";
import { formatCount, formatTime, plural } from "@/lib/audit/time/format";
import { columns, features } from "./columns";
import { toRows } from "./event-rows";
import type { ChosenRow } from "./use-selection";

interface PrintedRowsProps {
  rows: readonly ChosenRow[];
  /** Of how many events they were chosen. */
  total: number;
  accounts: readonly AccountRef[];
  /** Events of several accounts: each says whose it is. */
  several: boolean;
  zone: string;
  onDone: () => void;
}

/** The chosen rows, for paper alone: nothing of them is cut, and each has its id. Opens the browser's own print, and goes with it. */
export default function PrintedRows({ rows, total, accounts, several, zone, onDone }: PrintedRowsProps) {
  const data = useMemo(() => {
    const events = rows.map(({ event }) => event);
    const owners = rows.map(({ key }) => {
      const apiKey = readEventKey(key).account ?? "";
      return accounts.find((account) => account.apiKey === apiKey) ?? { name: apiKey, apiKey };
    });
    const day = (at: number) => formatTime(at, zone).date;
    return toRows(events, learnNames(events), day, several ? owners : null, null, { domain: null });
  }, [rows, accounts, several, zone]);
  const table = useTable({
    features,
    columns,
    data,
    state: { columnVisibility: { resource: false, account: several } },
  });
  useEffect(() => {
    window.addEventListener("afterprint", onDone);
    window.print();
    return () => window.removeEventListener("afterprint", onDone);
  }, [onDone]);
  return (
    <div className="hidden print:block">
      <p className="px-3 pb-2">
        {plural(rows.length, "event")} of {formatCount(total)}, chosen by the reader. Times are {zone}.
      </p>
      <table className="events-table with-years" aria-label="Chosen events">
        <thead>
          <tr>
            <th scope="col" className="c-time">
              Time
            </th>
            {table.getHeaderGroups()[0]?.headers.map((header) => (
              <th key={header.id} scope="col" className={`c-${header.id}`}>
                <table.FlexRender header={header} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              <td className="c-time">
                {row.original.event.at === null
                  ? "time unknown"
                  : formatTime(row.original.event.at, zone).text}
              </td>
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id} className={`c-${cell.column.id}`}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
