"use client";

import Link from "next/link";
import { RevealedText } from "@/components/events/revealed-text";
import { cn } from "@/components/ui/cn";
import { ACCESS_VERBS, accessHref, type AccessRecord } from "@/lib/audit/access-log";
import { formatTime, zoneLabel } from "@/lib/audit/time/format";
import { queryWords } from "./query-words";

export interface AccountName {
  name: string;
  apiKey: string;
}

interface AccessTableProps {
  records: readonly AccessRecord[];
  accounts: readonly AccountName[];
  zone: string;
  now: number;
}

const COLUMNS = [
  ["Time", "w-[156px]"],
  ["Reader", "w-[150px]"],
  ["What", "w-[158px]"],
  ["Account", "w-[150px] lg:w-[190px]"],
  ["Query", ""],
  ["From", "w-[130px]"],
] as const;

const CELL = "overflow-hidden px-1.5 py-1 align-top text-ellipsis max-sm:block max-sm:p-0";

/** One row a record; on a phone three lines, with nothing left out. */
export function AccessTable({ records, accounts, zone, now }: AccessTableProps) {
  return (
    <table
      aria-label="Access records"
      className="w-full border-separate border-spacing-0 text-12 max-sm:block sm:table-fixed"
    >
      <thead className="max-sm:hidden">
        <tr>
          {COLUMNS.map(([label, width], i) => (
            <th
              key={label}
              scope="col"
              className={cn(
                "sticky top-header z-[1] h-7 border-b border-line bg-surface-2 px-1.5 text-left font-medium text-text-2",
                i === 0 && "pl-3",
                width,
              )}
            >
              {label}
              {i === 0 ? (
                <span className="font-normal text-text-3"> {zoneLabel(zone, now, "short")}</span>
              ) : null}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {records.map((record, i) => (
          // Records have no identity of their own here, and a page never changes under its reader.
          <Row key={i} record={record} accounts={accounts} zone={zone} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ record, accounts, zone, now }: Omit<AccessTableProps, "records"> & { record: AccessRecord }) {
  const account = accounts.find(({ apiKey }) => apiKey === record.account);
  const refused = record.verb === "sign_in_refused";
  const line = "border-b border-line max-sm:border-0";
  return (
    <tr
      data-verb={record.verb}
      className="hover:bg-row-hover max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-2 max-sm:border-b max-sm:border-line max-sm:px-3 max-sm:py-2"
    >
      <td className={cn(CELL, line, "mono whitespace-nowrap pl-3 max-sm:order-2 max-sm:text-right")}>
        <time dateTime={record.at}>{formatTime(Date.parse(record.at), zone, { now }).text}</time>
        <span className="text-text-3 sm:hidden"> {zoneLabel(zone, now, "short")}</span>
      </td>
      <td className={cn(CELL, line, "max-sm:order-1 max-sm:font-medium")}>
        <RevealedText text={record.reader} className="wrap-anywhere" />
      </td>
      <td className={cn(CELL, line, "max-sm:order-3", refused && "text-failed")}>
        {ACCESS_VERBS[record.verb] ?? record.verb}
      </td>
      <td className={cn(CELL, line, "max-sm:order-4 max-sm:text-right")}>
        {record.account === null ? (
          <span className="text-text-3 max-sm:hidden">none</span>
        ) : (
          <>
            {account ? `${account.name} ` : ""}
            <span className="mono text-text-3">{record.account}</span>
          </>
        )}
      </td>
      <td className={cn(CELL, line, "max-sm:order-5 max-sm:col-span-2")}>
        <Query record={record} zone={zone} now={now} />
      </td>
      <td className={cn(CELL, line, "mono text-text-2 max-sm:order-6 max-sm:col-span-2")}>
        <span className="font-sans text-text-3 sm:hidden">from </span>
        {record.address}
      </td>
    </tr>
  );
}

function Query({ record, zone, now }: { record: AccessRecord; zone: string; now: number }) {
  const words = queryWords(record, zone, now);
  const href = accessHref(record);
  const text = (
    <RevealedText text={words} className={cn("wrap-anywhere", record.verb === "event" && "mono")} max={300} />
  );
  if (href === null || words === "") return text;
  return (
    // Never fetched before it is wanted: that would be a read, and recorded as one.
    <Link href={href} prefetch={false} title={record.query} className="text-accent hover:underline">
      {text}
    </Link>
  );
}
