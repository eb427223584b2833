"use client";

import { lazy, Suspense, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import type { TimeChoice } from "@/lib/audit/query";
import { readTypedWindow } from "@/lib/audit/time/typed-window";
import { resolveWindow } from "@/lib/audit/time/window";
import { StampField } from "./stamp-field";
import { TypedWindow } from "./typed-window";
import { rangeWords, readEnds, stamp } from "./window-ends";
import { WindowPresets } from "./window-presets";

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
      <WindowPresets time={time} now={now} zone={zone} onChoose={choose} />
      <div className="flex min-w-0 flex-col pt-3">
        <TypedWindow
          text={typed}
          read={typedRead}
          now={now}
          zone={zone}
          zoneName={zoneName}
          onText={(text) => {
            setTyped(text);
            setEdited("typed");
          }}
        />
        <div className="mt-2 grid gap-5 px-3.5 sm:grid-cols-[minmax(0,1fr)_208px]">
          <div>
            <label className="mb-1 block text-text-3" htmlFor="around-moment">
              Around a moment
            </label>
            <div className="mb-3 flex flex-wrap items-center gap-2">
              <StampField
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
              <StampField
                id="window-from"
                label="From"
                value={from}
                onChange={(value) => {
                  setFrom(value);
                  setEdited("ends");
                }}
                bad={!rangeRead.ok && rangeRead.field === "from"}
              />
              <StampField
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
