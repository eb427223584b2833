"use client";

import { CircleCheck, CircleX, Clock } from "lucide-react";
import { lazy, Suspense, useId, useMemo, useState } from "react";
import { Button, TextButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Segmented } from "@/components/ui/segmented";
import { AuditError } from "@/lib/audit/errors";
import type { TimeChoice } from "@/lib/audit/query";
import { EMPTY_QUERY, writeQuery } from "@/lib/audit/query-params";
import { formatRange } from "@/lib/audit/time/format";
import { calendarWindow, readTypedWindow } from "@/lib/audit/time/typed-window";
import { PRESETS, resolveWindow } from "@/lib/audit/time/window";
import { formatInZone } from "@/lib/audit/time/zone";

const Calendar = lazy(() => import("./calendar"));

interface WindowPickerProps {
  time: TimeChoice;
  zone: string;
  zoneName: string;
  onChange: (time: TimeChoice) => void;
  close: () => void;
}

const SECOND = 1000;
const PMS = ["5m", "30m", "2h"] as const;

/** A wall-clock stamp to the second, as the fields show and take it. */
function stamp(at: number | null, zone: string): string {
  if (at === null) return "";
  const { year, month, day, hour, minute, second } = formatInZone(at, zone);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** Presets, typed text, a moment ±, or both ends to the second: each says at once what it would ask. */
export default function WindowPicker({ time, zone, zoneName, onChange, close }: WindowPickerProps) {
  const [now] = useState(() => Math.floor(Date.now() / SECOND) * SECOND - SECOND);
  const shown = useMemo(() => resolveWindow(time, now), [time, now]);
  const [typed, setTyped] = useState("");
  const [moment, setMoment] = useState(stamp(time.kind === "around" ? time.around : now, zone));
  const [pm, setPm] = useState<string>(time.kind === "around" ? time.pm : "30m");
  const [from, setFrom] = useState(stamp(shown.from, zone));
  const [to, setTo] = useState(stamp(shown.askedTo ?? (time.kind === "unbounded" ? null : shown.to), zone));
  // Apply and Enter take what was edited last.
  const [edited, setEdited] = useState<"typed" | "around" | "ends">(
    time.kind === "around" ? "around" : "ends",
  );
  const errorId = useId();

  const typedRead = typed.trim() === "" ? null : readTypedWindow(typed, { now, zone });
  const range = `${from.trim() || "…"} to ${to.trim() || "…"}`;
  const rangeRead = useMemo(() => readEnds(from, to, now, zone), [from, to, now, zone]);
  const momentRead = readTypedWindow(`around ${moment}`, { now, zone });

  const choose = (choice: TimeChoice) => {
    onChange(choice);
    close();
  };
  const aroundRead =
    momentRead.ok && momentRead.time.kind === "around"
      ? ({ ok: true, time: { ...momentRead.time, pm } } as const)
      : ({ ok: false, message: momentRead.ok ? "This is no moment." : momentRead.message } as const);
  const read =
    edited === "around" ? aroundRead : edited === "typed" && typedRead !== null ? typedRead : rangeRead;

  return (
    <form
      className="grid w-[620px] max-w-full sm:grid-cols-[128px_1fr]"
      onSubmit={(event) => {
        event.preventDefault();
        if (read.ok) choose(read.time);
      }}
    >
      <div className="flex flex-wrap border-b border-line px-1 py-2 sm:block sm:border-r sm:border-b-0">
        {(["last", "calendar"] as const).map((group) => (
          <ul key={group} className="contents sm:block">
            <li className="px-2.5 pt-1 pb-0.5 text-11 text-text-3 max-sm:basis-full">
              {group === "last" ? "Last" : "Calendar"}
            </li>
            {PRESETS.filter((preset) => preset.group === group).map((preset) => {
              // The same days as the same word typed: those of the zone in view.
              const choice = calendarWindow(preset.window, { now, zone }) ?? presetWindow(preset.window);
              const chosen = sameTime(choice, time);
              return (
                <li key={preset.window}>
                  <button
                    type="button"
                    aria-pressed={chosen}
                    className={cn(
                      "h-[26px] w-full rounded-1 px-2.5 hover:bg-surface-3",
                      chosen && "bg-accent-soft text-accent",
                    )}
                    onClick={() => choose(choice)}
                  >
                    {preset.label}
                  </button>
                </li>
              );
            })}
          </ul>
        ))}
        <button
          type="button"
          className={cn(
            "mt-1 h-[26px] w-full rounded-1 px-2.5 hover:bg-surface-3",
            time.kind === "unbounded" && "bg-accent-soft text-accent",
          )}
          onClick={() => choose({ kind: "unbounded" })}
        >
          All time
        </button>
      </div>
      <div className="flex min-w-0 flex-col pt-3">
        <div className="px-3.5">
          <label className="mb-1 block text-text-3" htmlFor="typed-window">
            Type a window
          </label>
          <div className="flex h-[34px] items-center gap-1.5 rounded-2 border border-line-control px-2 focus-within:border-focus">
            <Clock size={14} className="text-text-3" aria-hidden />
            <input
              id="typed-window"
              autoFocus
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setEdited("typed");
              }}
              placeholder="yesterday · 2h ago · 30m around 03:12 today"
              aria-describedby={errorId}
              aria-invalid={typedRead?.ok === false}
              className="h-full min-w-0 flex-1 bg-transparent text-13 outline-none focus-visible:shadow-none"
            />
          </div>
          <p id={errorId} role="status" className="mt-1.5 min-h-[18px]">
            {typedRead === null ? null : typedRead.ok ? (
              <span className="text-text-2">
                <CircleCheck size={13} className="mr-1.5 inline align-[-2px] text-live" aria-hidden />
                <span className="mono">{rangeWords(typedRead.time, now, zone)}</span> {zoneName}
              </span>
            ) : (
              <span className="text-danger">
                <CircleX size={13} className="mr-1.5 inline align-[-2px]" aria-hidden />
                {typedRead.message}{" "}
                {typedRead.suggestion ? (
                  <TextButton
                    onClick={() => {
                      setTyped(typedRead.suggestion ?? "");
                      setEdited("typed");
                    }}
                  >
                    {typedRead.suggestion}
                  </TextButton>
                ) : null}
              </span>
            )}
          </p>
        </div>
        <div className="mt-2 grid gap-5 px-3.5 sm:grid-cols-[minmax(0,1fr)_208px]">
          <div>
            <label className="mb-1 block text-text-3" htmlFor="around-moment">
              Around a moment
            </label>
            <div className="mb-3 flex flex-wrap items-center gap-2">
              <Stamp
                id="around-moment"
                label="Moment"
                value={moment}
                onChange={(value) => {
                  setMoment(value);
                  setEdited("around");
                }}
                bad={!momentRead.ok}
              />
              <Segmented
                small
                label="Before and after"
                value={pm}
                options={[...new Set([...PMS, pm])].map((value) => ({ value, label: `±${value}` }))}
                onChange={(value) => {
                  setPm(value);
                  setEdited("around");
                }}
              />
            </div>
            <p className="mb-1 text-text-3" id="ends-label">
              From and to, to the second, both inclusive
            </p>
            <div className="mb-1.5 grid gap-2" role="group" aria-labelledby="ends-label">
              <Stamp
                id="window-from"
                label="From"
                value={from}
                onChange={(value) => {
                  setFrom(value);
                  setEdited("ends");
                }}
                bad={!rangeRead.ok && rangeRead.field === "from"}
              />
              <Stamp
                id="window-to"
                label="To"
                value={to}
                onChange={(value) => {
                  setTo(value);
                  setEdited("ends");
                }}
                bad={!rangeRead.ok && rangeRead.field === "to"}
              />
            </div>
            <p role="status" className="min-h-[36px] text-danger" aria-label={range}>
              {rangeRead.ok ? null : rangeRead.message}
            </p>
          </div>
          <Suspense fallback={<div className="h-[220px]" />}>
            <Calendar
              from={rangeRead.ok && rangeRead.time.kind === "absolute" ? rangeRead.time.from : null}
              to={rangeRead.ok && rangeRead.time.kind === "absolute" ? rangeRead.time.to : null}
              now={now}
              zone={zone}
              onRange={(first, last) => {
                setEdited("ends");
                setFrom(`${first} 00:00:00`);
                setTo(`${last} 23:59:59`);
              }}
            />
          </Suspense>
        </div>
        <div className="sticky bottom-0 mt-auto flex flex-wrap items-center gap-2.5 border-t border-line bg-surface-2 px-3 py-2">
          <p className="flex-1 text-text-3" role="status">
            {read.ok ? (
              <>
                Asks <span className="mono text-text">{rangeWords(read.time, now, zone)}</span> {zoneName}
              </>
            ) : (
              <span className="text-danger">{read.message}</span>
            )}
          </p>
          <Button size="small" onClick={close}>
            Cancel
          </Button>
          <Button size="small" look="primary" type="submit" disabled={!read.ok}>
            Apply
          </Button>
        </div>
      </div>
    </form>
  );
}

const presetWindow = (window: string): TimeChoice => ({ kind: "window", window });

const sameTime = (one: TimeChoice, other: TimeChoice) =>
  writeQuery({ ...EMPTY_QUERY, time: one }).toString() ===
  writeQuery({ ...EMPTY_QUERY, time: other }).toString();

type ReadEnds = { ok: true; time: TimeChoice } | { ok: false; message: string; field: "from" | "to" };

function readEnds(from: string, to: string, now: number, zone: string): ReadEnds {
  const ends: (number | null)[] = [];
  for (const [field, text] of [
    ["from", from],
    ["to", to],
  ] as const) {
    if (text.trim() === "") {
      ends.push(null);
      continue;
    }
    const read = readTypedWindow(`${text} to ${text}`, { now, zone });
    if (!read.ok) return { ok: false, message: read.message, field };
    if (read.time.kind !== "absolute") return { ok: false, message: "This is no time.", field };
    ends.push(field === "from" ? read.time.from : read.time.to);
  }
  const [first = null, last = null] = ends;
  if (first === null && last === null) return { ok: true, time: { kind: "unbounded" } };
  if (first !== null && last !== null && first > last)
    return { ok: false, message: "From lies after to.", field: "from" };
  return { ok: true, time: { kind: "absolute", from: first, to: last } };
}

function rangeWords(time: TimeChoice, now: number, zone: string): string {
  try {
    const { from, to, asOf } = resolveWindow(time, now);
    return formatRange(from, to, asOf, zone);
  } catch (error) {
    return error instanceof AuditError ? error.message : "This is no window.";
  }
}

interface StampProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  bad: boolean;
}

function Stamp({ id, label, value, onChange, bad }: StampProps) {
  return (
    <input
      id={id}
      aria-label={label}
      aria-invalid={bad}
      value={value}
      placeholder={label === "To" ? "now" : "YYYY-MM-DD HH:MM:SS"}
      onChange={(event) => onChange(event.target.value)}
      className={cn(
        "mono h-control w-full min-w-[150px] flex-1 rounded-2 border bg-surface px-2 outline-none focus:border-focus focus:shadow-[0_0_0_1px_var(--focus)]",
        bad ? "border-danger" : "border-line-control",
      )}
    />
  );
}
