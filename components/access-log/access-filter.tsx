"use client";

import { Calendar, ChevronDown, User, X } from "lucide-react";
import { useEffect, useState } from "react";
import { windowWords } from "@/components/events/window-words";
import { buttonClass, IconButton, TextButton } from "@/components/ui/button";
import { LazyPopover } from "@/components/ui/lazy-popover";
import { type AccessLogQuery, MAX_READER } from "@/lib/audit/access-log";
import type { TimeChoice } from "@/lib/audit/query";
import { zoneLabel } from "@/lib/audit/time/format";
import { resolveWindow } from "@/lib/audit/time/window";

interface AccessFilterProps {
  query: AccessLogQuery;
  zone: string;
  now: number;
  onAsk: (query: AccessLogQuery) => void;
}

/** Window and reader. The log knows no relative windows: one that is chosen is resolved once, here. */
export function AccessFilter({ query, zone, now, onAsk }: AccessFilterProps) {
  const { user, from, to } = query;
  const zoneName = zoneLabel(zone, now, "short");
  const time: TimeChoice =
    from === null && to === null ? { kind: "unbounded" } : { kind: "absolute", from, to };
  const words = windowWords(time, zone, zoneLabel(zone, to ?? from ?? now), now);
  const choose = (choice: TimeChoice) => {
    const chosen = resolveWindow(choice, now);
    onAsk({ ...query, from: chosen.from, to: chosen.askedTo, upTo: null, page: 1 });
  };
  return (
    <search
      aria-label="Filter the access log"
      className="flex flex-wrap items-center gap-2 border-b border-line px-3 pb-2 print:hidden"
    >
      <LazyPopover
        label={`Time window: ${words} ${zoneName}`}
        title="Time window"
        buttonClass={`${buttonClass()} min-w-0 max-sm:w-full`}
        button={
          <>
            <Calendar size={14} className="flex-none text-text-3" aria-hidden />
            <span className="mono overflow-hidden text-ellipsis">{words}</span>
            <span className="text-12 text-text-3">{zoneName}</span>
            <ChevronDown size={12} className="-ml-px flex-none text-text-3 max-sm:ml-auto" aria-hidden />
          </>
        }
        load={() => import("@/components/events/window-picker")}
        contentProps={{ time, zone, zoneName, onChange: choose }}
      />
      <Reader
        value={user ?? ""}
        onSubmit={(next) => onAsk({ ...query, user: next || null, upTo: null, page: 1 })}
      />
      {user !== null || from !== null || to !== null ? (
        <TextButton
          className="mx-0"
          onClick={() => onAsk({ ...query, user: null, from: null, to: null, upTo: null, page: 1 })}
        >
          Clear all
        </TextButton>
      ) : null}
    </search>
  );
}

/** Asks on Enter or when left. A whole name: the log is asked for a reader, not searched. */
function Reader({ value, onSubmit }: { value: string; onSubmit: (name: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const submit = (next: string) => {
    if (next !== value) onSubmit(next);
  };
  return (
    <form
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        submit(text.trim());
      }}
      className="flex h-control min-w-0 flex-1 items-center gap-1.5 rounded-2 border border-line-control bg-surface px-2 focus-within:border-focus focus-within:shadow-[0_0_0_1px_var(--focus)] sm:max-w-[280px]"
    >
      <User size={14} className="flex-none text-text-3" aria-hidden />
      <input
        type="search"
        aria-label="Reader"
        placeholder="Reader: a user's whole name"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_READER}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => submit(text.trim())}
        className="h-full min-w-0 flex-1 bg-transparent outline-none focus-visible:shadow-none"
      />
      {text === "" ? null : (
        <IconButton
          label="Clear the reader"
          size="tiny"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            setText("");
            submit("");
          }}
        >
          <X size={12} aria-hidden />
        </IconButton>
      )}
    </form>
  );
}
