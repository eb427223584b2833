"use client";

import * as Radix from "@radix-ui/react-dropdown-menu";
import { Check } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { cn } from "./cn";

export interface MenuItem {
  id: string;
  label: ReactNode;
  note?: ReactNode;
  icon?: ReactNode;
  hint?: ReactNode;
  checked?: boolean;
  href?: string;
  run?: () => void;
  separated?: boolean;
}

interface MenuProps {
  anchor: RefObject<HTMLButtonElement | null>;
  label: string;
  head?: ReactNode;
  items: readonly MenuItem[];
  align: "start" | "end";
  onClose: () => void;
}

const ITEM =
  "flex min-h-7 w-full cursor-default items-center gap-2 rounded-1 px-2 py-1 text-text outline-none data-highlighted:bg-surface-3";

/** The list of `LazyMenu`. The anchor stays the page's own button; Radix only places and drives the list. */
export default function Menu({ anchor, label, head, items, align, onClose }: MenuProps) {
  return (
    // Not modal: a menu does not take the page away from a screen reader.
    <Radix.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Anchor anchor={anchor} />
      <Radix.Portal container={anchor.current?.closest<HTMLElement>("header, main, section") ?? null}>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          loop
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
          onInteractOutside={(event) => {
            // The button closes its own menu; closing it here too would open it again.
            if (anchor.current?.contains(event.target as Node)) event.preventDefault();
          }}
          className="pop-in z-40 min-w-[200px] max-w-[calc(100vw-16px)] rounded-2 bg-overlay p-1 text-12 shadow-pop"
        >
          {head ? <div className="mb-1 border-b border-line px-2 pt-1 pb-1.5">{head}</div> : null}
          {items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Radix wants its trigger; an empty one over the real button gives it the place to stand. */
function Anchor({ anchor }: { anchor: RefObject<HTMLButtonElement | null> }) {
  const box = anchor.current?.getBoundingClientRect();
  return (
    <Radix.Trigger
      aria-hidden
      tabIndex={-1}
      className="pointer-events-none fixed opacity-0"
      style={box ? { left: box.left, top: box.top, width: box.width, height: box.height } : undefined}
    />
  );
}

function Item({ item }: { item: MenuItem }) {
  const body = (
    <>
      {item.icon ? <span className="flex-none text-text-3">{item.icon}</span> : null}
      <span className="flex-1">
        {item.label}
        {item.note ? <small className="block text-11 leading-[14px] text-text-3">{item.note}</small> : null}
      </span>
      {item.hint ? <span className="text-text-3">{item.hint}</span> : null}
    </>
  );
  const separator = item.separated ? <Radix.Separator className="my-1 border-t border-line" /> : null;
  if (item.href !== undefined) {
    return (
      <>
        {separator}
        <Radix.Item asChild>
          <a href={item.href} className={ITEM}>
            {body}
          </a>
        </Radix.Item>
      </>
    );
  }
  if (item.checked !== undefined) {
    return (
      <>
        {separator}
        <Radix.CheckboxItem checked={item.checked} onSelect={() => item.run?.()} className={ITEM}>
          {body}
          <Check size={14} className={cn("text-accent", !item.checked && "invisible")} aria-hidden />
        </Radix.CheckboxItem>
      </>
    );
  }
  return (
    <>
      {separator}
      <Radix.Item onSelect={() => item.run?.()} className={cn(ITEM)}>
        {body}
      </Radix.Item>
    </>
  );
}
