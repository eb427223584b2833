"use client";

import * as Radix from "@radix-ui/react-popover";
import type { ReactNode, RefObject } from "react";
import { cn } from "./cn";

interface PopoverProps {
  anchor: RefObject<HTMLButtonElement | null>;
  label: string;
  align: "start" | "end";
  onClose: () => void;
  className?: string | undefined;
  children: ReactNode;
}

/** The panel of `LazyPopover`: takes focus, keeps it, gives it back to its button. */
export default function Popover({ anchor, label, align, onClose, className, children }: PopoverProps) {
  return (
    <Radix.Root open modal onOpenChange={(open) => !open && onClose()}>
      <Radix.Anchor virtualRef={anchor as RefObject<HTMLButtonElement>} />
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
          onInteractOutside={(event) => {
            // The button closes its own panel; closing it here too would open it again.
            if (anchor.current?.contains(event.target as Node)) event.preventDefault();
          }}
          className={cn(
            "pop-in z-40 max-h-[var(--radix-popover-content-available-height)] max-w-[calc(100vw-16px)] overflow-auto rounded-3 bg-overlay text-12 shadow-pop outline-none",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
