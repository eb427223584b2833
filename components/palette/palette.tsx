"use client";

import { useRouter } from "next/navigation";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import { Modal, ModalTitle } from "@/components/ui/modal";
import { MAX_SEARCH_LENGTH } from "@/lib/audit/query-values";
import { formatCount, plural } from "@/lib/audit/time/format";
import { Field, FRAME, type PanelProps } from "./field";
import { type PaletteRow, useGroups } from "./groups";
import { Option } from "./option";
import type { PaletteScope } from "./scope";

/** A combobox over everything there is to go to: the field keeps the focus, the arrows move in the list. */
export default function Palette({
  scope,
  text,
  onText,
  onClose,
  onClosed,
}: PanelProps & { scope: PaletteScope }) {
  const router = useRouter();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { groups, note } = useGroups(scope, text);
  const rows = groups.flatMap((group) => group.rows);
  const [refused, setRefused] = useState<number | null>(null);
  // Another text begins at its first row.
  const [chosen, setChosen] = useState({ text, index: 0 });
  const index = chosen.text === text ? Math.min(chosen.index, rows.length - 1) : 0;
  const optionId = (row: PaletteRow) => `${id}-${rows.indexOf(row)}`;
  const active = rows[index];
  const activeId = active && optionId(active);
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  const follow = ({ href, run }: PaletteRow, newTab: boolean) => {
    if (href !== undefined && newTab) return void window.open(href, "_blank", "noopener");
    onClose();
    if (href === undefined) run?.();
    else router.push(href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, the keys are its own.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && rows.length > 0) {
      event.preventDefault();
      setChosen({ text, index: (index + step + rows.length) % rows.length });
    }
    if (event.key === "Enter" && active !== undefined) {
      event.preventDefault();
      follow(active, event.ctrlKey || event.metaKey);
    }
  };
  // Cut by the field itself, a text would be looked for that nobody pasted.
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const { length } = event.clipboardData.getData("text");
    const { selectionStart, selectionEnd } = event.currentTarget;
    const kept = text.length - ((selectionEnd ?? 0) - (selectionStart ?? 0));
    const tooLong = kept + length > MAX_SEARCH_LENGTH;
    setRefused(tooLong ? length : null);
    if (tooLong) event.preventDefault();
  };
  const said =
    refused === null
      ? note
      : `What was pasted has ${formatCount(refused)} characters, and nothing was looked for: an id, a value or a text to search has at most ${MAX_SEARCH_LENGTH}.`;

  return (
    <Modal
      className={FRAME}
      onClose={onClose}
      onOpened={() => {
        input.current?.focus();
        input.current?.setSelectionRange(text.length, text.length);
      }}
      onClosed={onClosed}
    >
      <ModalTitle className="sr-only">Go to</ModalTitle>
      <Field
        ref={input}
        text={text}
        onText={(next) => {
          setRefused(null);
          onText(next);
        }}
        onClose={onClose}
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Results"
        className="thin-scroll min-h-0 shrink overflow-y-auto overscroll-contain p-1"
      >
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <div role="presentation" className="flex h-[22px] items-center px-2 text-11 text-text-3">
              {group.title}
            </div>
            {group.rows.map((row) => (
              <Option
                key={row.key}
                id={optionId(row)}
                row={row}
                active={row === active}
                onPoint={() => setChosen({ text, index: rows.indexOf(row) })}
                onFollow={() => follow(row, false)}
              />
            ))}
          </div>
        ))}
      </div>
      {said === null ? null : (
        <p role={refused === null ? undefined : "alert"} className="flex-none px-3 py-2 text-text-2">
          {said}
        </p>
      )}
      <p role="status" className="sr-only">
        {plural(rows.length, "result")}
      </p>
      <div className="flex flex-none items-center gap-4 border-t border-line bg-surface-2 px-3 py-2 text-11 text-text-3 max-sm:hidden">
        <span className="flex gap-1">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> move
        </span>
        <span className="flex gap-1">
          <Kbd>Enter</Kbd> open
        </span>
        <span className="flex gap-1">
          <Kbd>Ctrl+Enter</Kbd> in a new tab
        </span>
        <span className="flex gap-1">
          <Kbd>Esc</Kbd> close
        </span>
      </div>
    </Modal>
  );
}
