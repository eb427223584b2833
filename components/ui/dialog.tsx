"use client";

import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { iconButtonClass } from "./button";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  className?: string;
}

/** A modal panel in the middle: takes focus, keeps it, gives it back. */
export function Dialog({ title, onClose, children, className = "" }: DialogProps) {
  // Radix gives the focus back to its own trigger, which is not there: what had it before is remembered here.
  const [before] = useState(() => document.activeElement);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before instanceof HTMLElement) before.focus();
          }}
          className={`pop-in fixed top-1/2 left-1/2 z-50 max-h-[90dvh] max-w-[calc(100vw-16px)] -translate-1/2 overflow-auto rounded-3 bg-overlay shadow-pop outline-none ${className}`}
        >
          <div className="flex items-center justify-between pt-2.5 pr-2 pl-4">
            <Radix.Title className="text-15 font-strong">{title}</Radix.Title>
            <Radix.Close aria-label="Close" className={iconButtonClass("small")}>
              <X size={14} aria-hidden />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
