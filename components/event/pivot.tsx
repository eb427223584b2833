"use client";

import { Ellipsis } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { isPlainKey } from "@/components/events/use-list-keys";
import { usePrefs } from "@/components/providers/prefs";
import { iconButtonClass } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import type { MenuItem } from "@/components/ui/menu";

interface PivotProps {
  /** The menu's name: what the value is, and the value. */
  label: string;
  head: ReactNode;
  items: readonly MenuItem[];
  children: ReactNode;
}

/** A value of an event with a menu of where to go from it, also by `p` while the focus is in it. */
export function Pivot({ label, head, items, children }: PivotProps) {
  const { prefs } = usePrefs();
  const onKeyDown = (event: KeyboardEvent<HTMLSpanElement>) => {
    if (event.key !== "p" || event.shiftKey || !prefs.keys || !isPlainKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.querySelector<HTMLButtonElement>("button[aria-haspopup=menu]")?.click();
  };
  return (
    // Keys are heard here, and are those of the link and the button inside.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it hears the keys of the link and the button in it
    <span className="group inline-flex max-w-full flex-wrap items-baseline gap-x-1.5" onKeyDown={onKeyDown}>
      {children}
      <LazyMenu
        label={`${label}: more`}
        buttonClass={`${iconButtonClass("tiny")} -my-1 self-center print:hidden`}
        button={<Ellipsis size={13} aria-hidden />}
        align="end"
        head={head}
        items={items}
      />
    </span>
  );
}
