"use client";

import { Calendar, ChevronDown, ListFilter, Plus, Search, X } from "lucide-react";
import { type ComponentProps, type RefObject, useEffect, useState } from "react";
import { buttonClass, IconButton, TextButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { LazyPopover } from "@/components/ui/lazy-popover";
import { withoutFilters } from "@/lib/audit/filters";
import type { EventQuery } from "@/lib/audit/query";
import { describeQuery } from "@/lib/audit/query-words";
import { zoneLabel } from "@/lib/audit/time/format";
import type Facets from "./facets/facets";
import { FiltersButton } from "./facets/filters-button";
import { READY_QUESTIONS } from "./ready-questions";
import { RevealedText } from "./revealed-text";
import { type WindowSteps, WindowStepButtons } from "./window-steps";
import { windowWords } from "./window-words";

interface FilterBarProps {
  query: EventQuery;
  /** What is asked: an API key, or `*`. */
  account: string;
  /** Those of the reader. */
  zone: string;
  zoneName: string;
  /** Now, for typed windows and words: the answer's own as-of moment. */
  asOf: number;
  textRef: RefObject<HTMLInputElement | null>;
  opened: "window" | "types" | null;
  onOpened: (which: "window" | "types" | null) => void;
  onAsk: (query: EventQuery) => void;
  facets: ComponentProps<typeof Facets>;
  steps: WindowSteps;
  /** There is an archive, which answers what Vonage cannot. */
  archive: boolean;
}

/** Two rows that are always both there, so that setting a filter moves nothing. */
export function FilterBar(props: FilterBarProps) {
  const { query, account, zone, zoneName, asOf, opened, onOpened, onAsk, archive } = props;
  const { chips } = describeQuery(query, { zone, asOf });
  const window = windowWords(query.time, zone, zoneLabel(zone, asOf), asOf);
  const types = typesWords(query);
  return (
    <search className="flex-none border-b border-line px-3 pt-2 print:hidden" aria-label="Filter events">
      <div className="flex min-w-0 flex-wrap items-center gap-2 sm:flex-nowrap">
        <div className="flex min-w-0 items-center gap-1 max-sm:basis-full">
          <LazyPopover
            label={`Time window: ${window} ${zoneName}`}
            title="Time window"
            buttonClass={`${buttonClass()} min-w-0 max-sm:flex-1`}
            button={
              <>
                <Calendar size={14} className="flex-none text-text-3" aria-hidden />
                <span className="mono overflow-hidden text-ellipsis">{window}</span>{" "}
                <span className="text-12 text-text-3">{zoneName}</span>
                <ChevronDown size={12} className="-ml-px flex-none text-text-3 max-sm:ml-auto" aria-hidden />
              </>
            }
            load={() => import("./window-picker")}
            contentProps={{
              time: query.time,
              zone,
              zoneName,
              onChange: (time: EventQuery["time"]) => onAsk({ ...query, time }),
            }}
            open={opened === "window"}
            onOpenChange={(open) => onOpened(open ? "window" : null)}
          />
          <WindowStepButtons query={query} steps={props.steps} onAsk={onAsk} />
        </div>
        <LazyPopover
          label={`Types ${types}`}
          title="Types"
          // On a phone every type stands in the filters, where there are any.
          buttonClass={cn(buttonClass(), archive && "max-sm:hidden")}
          button={
            <>
              <ListFilter size={14} className="flex-none text-text-3" aria-hidden />
              <span>Types</span> <span className="text-text-3">{types}</span>
              <ChevronDown size={12} className="-ml-px flex-none text-text-3" aria-hidden />
            </>
          }
          load={() => import("./type-picker")}
          contentProps={{
            account,
            chosen: query.eventTypes,
            excluded: query.excludeEventTypes,
            archive,
            onChange: (change: Pick<EventQuery, "eventTypes" | "excludeEventTypes">) =>
              onAsk({ ...query, ...change }),
          }}
          open={opened === "types"}
          onOpenChange={(open) => onOpened(open ? "types" : null)}
        />
        <TextField
          value={query.searchText ?? ""}
          inputRef={props.textRef}
          onSubmit={(text) => onAsk({ ...query, searchText: text === "" ? null : text })}
        />
        {archive ? (
          <>
            <LazyPopover
              label="Filter"
              title="Filter"
              buttonClass={`${buttonClass()} max-lg:hidden`}
              button={
                <>
                  <Plus size={14} className="flex-none text-text-3" aria-hidden />
                  Filter
                </>
              }
              load={() => import("./filter-panel")}
              contentProps={{ query, onChange: onAsk }}
            />
            <FiltersButton {...props.facets} account={account} set={chips.length} />
          </>
        ) : null}
      </div>
      <div className="flex h-10 min-w-0 items-center gap-2 overflow-x-auto text-12 [scrollbar-width:none] sm:h-[34px]">
        <div role="group" aria-label="Filters that are set" className="flex items-center gap-2">
          {chips.map((chip) => (
            <span
              key={`${chip.field}:${chip.value}`}
              className="inline-flex h-7 items-center gap-[5px] rounded-1 bg-surface-3 pl-[7px] whitespace-nowrap sm:h-[22px]"
            >
              <span>{chip.label}</span>
              <em className="text-text-3 not-italic">{chip.op}</em>
              <b className="mono max-w-[320px] overflow-hidden text-ellipsis" title={chip.value}>
                <RevealedText text={chip.value} />
              </b>
              <button
                type="button"
                aria-label={`Remove: ${chip.label} ${chip.op} ${chip.value}`}
                className="grid size-7 place-items-center text-text-3 hover:text-text sm:size-6"
                onClick={(event) => {
                  const bar = event.currentTarget.closest("search");
                  onAsk(chip.without);
                  // The chip is gone: the next one has the focus, or the text field.
                  requestAnimationFrame(() => {
                    const next =
                      bar?.querySelector<HTMLElement>("[data-chip-remove]") ?? props.textRef.current;
                    next?.focus();
                  });
                }}
                data-chip-remove
              >
                <X size={12} aria-hidden />
              </button>
            </span>
          ))}
          {chips.length > 0 ? (
            <TextButton className="mx-0" onClick={() => onAsk(withoutFilters(query))}>
              Clear all
            </TextButton>
          ) : null}
        </div>
        <div
          role="group"
          aria-label="Ready questions"
          className="ml-auto flex flex-none items-center gap-3 whitespace-nowrap text-text-3"
        >
          <span className="max-sm:hidden">Ask</span>
          {READY_QUESTIONS.map((question) => (
            <button
              key={question.label}
              type="button"
              title={question.types.join(", ")}
              aria-pressed={sameTypes(question.types, query.eventTypes)}
              className={`rounded-1 py-1 hover:text-accent ${sameTypes(question.types, query.eventTypes) ? "font-medium text-accent" : "text-text-2"}`}
              onClick={() => onAsk({ ...withoutFilters(query), eventTypes: question.types })}
            >
              {question.label}
            </button>
          ))}
        </div>
      </div>
    </search>
  );
}

const typesWords = ({ eventTypes, excludeEventTypes }: EventQuery): string =>
  eventTypes.length > 0
    ? String(eventTypes.length)
    : excludeEventTypes.length > 0
      ? `All but ${excludeEventTypes.length}`
      : "All";

const sameTypes = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((type) => b.includes(type));

interface TextFieldProps {
  value: string;
  inputRef: RefObject<HTMLInputElement | null>;
  onSubmit: (text: string) => void;
}

/** Asks on Enter or when left: every letter would cost the account's budget a call. */
function TextField({ value, inputRef, onSubmit }: TextFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const submit = (next: string) => {
    const asked = next.trim() === "" ? "" : next;
    if (asked !== value) onSubmit(asked);
    else setText(value);
  };
  return (
    <form
      className="flex h-control min-w-0 flex-1 items-center gap-1.5 rounded-2 border border-line-control bg-surface px-2 focus-within:border-focus focus-within:shadow-[0_0_0_1px_var(--focus)] sm:max-w-[420px]"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        submit(text);
      }}
    >
      <Search size={14} className="flex-none text-text-3" aria-hidden />
      <input
        ref={inputRef}
        type="search"
        aria-label="Text in the event"
        placeholder="Text in the event"
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => submit(text)}
        onKeyDown={(event) => {
          // The browser would empty the field and leave the filter set.
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          if (text === value) event.currentTarget.blur();
          else setText(value);
        }}
        className="h-full min-w-0 flex-1 bg-transparent outline-none focus-visible:shadow-none"
      />
      {text !== value && text.trim() !== "" ? <Kbd className="max-sm:hidden">Enter</Kbd> : null}
      {text === "" ? (
        <Kbd className="max-sm:hidden">/</Kbd>
      ) : (
        <IconButton
          label="Clear the text"
          size="tiny"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            setText("");
            submit("");
            inputRef.current?.focus();
          }}
        >
          <X size={12} aria-hidden />
        </IconButton>
      )}
    </form>
  );
}
