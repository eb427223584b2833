"use client";

import { type ComponentType, type ReactNode, Suspense, lazy, useCallback, useRef, useState } from "react";
import { cn } from "./cn";

const Popover = lazy(() => import("./popover"));

export interface PopoverContentProps {
  close: () => void;
}

interface LazyPopoverProps {
  /** Accessible name of the button and of what it opens. */
  label: string;
  title: string;
  button: ReactNode;
  buttonClass: string;
  /** Loaded on hover, focus or first opening: nothing of it is in the first load. */
  load: () => Promise<{ default: ComponentType<PopoverContentProps & Record<string, unknown>> }>;
  contentProps?: Record<string, unknown>;
  align?: "start" | "end";
  className?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** A button that opens a panel; the panel and the popover itself come when they are first wanted. */
export function LazyPopover(props: LazyPopoverProps) {
  const { label, title, button, buttonClass, load, contentProps, align = "start", className } = props;
  const [ownOpen, setOwnOpen] = useState(false);
  const open = props.open ?? ownOpen;
  const setOpen = useCallback(
    (next: boolean) => {
      setOwnOpen(next);
      props.onOpenChange?.(next);
    },
    [props.onOpenChange],
  );
  const anchor = useRef<HTMLButtonElement>(null);
  const content = useRef<ReturnType<typeof lazy> | null>(null);
  const preload = () => {
    void import("./popover");
    void load();
  };
  if (open && content.current === null) content.current = lazy(load);
  const Content = content.current as ComponentType<PopoverContentProps & Record<string, unknown>> | null;

  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={label}
        title={title}
        className={cn(buttonClass)}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && Content !== null ? (
        <Suspense fallback={null}>
          <Popover anchor={anchor} label={title} align={align} onClose={() => setOpen(false)} className={className}>
            <Content close={() => setOpen(false)} {...contentProps} />
          </Popover>
        </Suspense>
      ) : null}
    </>
  );
}
