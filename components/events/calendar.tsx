"use client";

import { useState } from "react";
import { DayPicker } from "react-day-picker";
import { formatInZone } from "@/lib/audit/time/zone";

interface CalendarProps {
  from: number | null;
  to: number | null;
  now: number;
  zone: string;
  /** Days as `YYYY-MM-DD`, first and last. */
  onRange: (first: string, last: string) => void;
}

/** The picker's dates are plain days; here they are made of the wall clock of the zone in view, at the browser's noon. */
const toDay = (at: number, zone: string) => {
  const { year, month, day } = formatInZone(at, zone);
  return new Date(year, month - 1, day, 12);
};
const toText = (day: Date) =>
  `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;

const dayWords = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  weekday: "long",
});

/** Two clicks choose a range of days. */
export default function Calendar({ from, to, now, zone, onRange }: CalendarProps) {
  const [first, setFirst] = useState<Date | null>(null);
  const selected = first
    ? { from: first, to: first }
    : { from: from === null ? undefined : toDay(from, zone), to: to === null ? undefined : toDay(to, zone) };
  return (
    <DayPicker
      mode="range"
      // "1", as the button reads, in place of "1st": who sees it can also say it.
      labels={{ labelDayButton: (day) => dayWords.format(day) }}
      weekStartsOn={1}
      defaultMonth={toDay(to ?? now, zone)}
      endMonth={toDay(now, zone)}
      disabled={{ after: toDay(now, zone) }}
      selected={selected}
      onDayClick={(day) => {
        if (first === null) {
          setFirst(day);
          onRange(toText(day), toText(day));
          return;
        }
        const [a, b] = first < day ? [first, day] : [day, first];
        setFirst(null);
        onRange(toText(a), toText(b));
      }}
      classNames={{
        root: "text-12 select-none",
        month_caption: "mb-1 h-6 font-medium",
        nav: "float-right flex gap-1",
        button_previous: "grid size-6 place-items-center rounded-2 text-text-2 hover:bg-surface-3",
        button_next:
          "grid size-6 place-items-center rounded-2 text-text-2 hover:bg-surface-3 disabled:opacity-50",
        chevron: "size-3.5 fill-current",
        month_grid: "w-full",
        weekday: "h-5 text-center text-11 font-normal text-text-3",
        day: "p-0 text-center",
        day_button: "h-6 w-full rounded-1 text-center hover:bg-surface-3",
        range_start: "[&>button]:bg-accent-fill [&>button]:text-on-accent",
        range_end: "[&>button]:bg-accent-fill [&>button]:text-on-accent",
        range_middle: "[&>button]:bg-accent-soft [&>button]:rounded-none",
        today: "font-strong",
        outside: "text-text-3",
        disabled: "text-text-3 opacity-60",
      }}
    />
  );
}
