"use client";

import * as Radix from "@radix-ui/react-dialog";
import { type ReactNode, useState } from "react";

/** Its name, and what closes it: every modal has the first. */
export const ModalTitle = Radix.Title;
export const ModalClose = Radix.Close;

interface ModalProps {
  /** Where it stands, and how it comes. */
  className: string;
  onClose: () => void;
  /** Takes the focus; without it the first control does. */
  onOpened?: () => void;
  /** Gives the focus back; without it what had it before gets it. */
  onClosed?: () => void;
  children: ReactNode;
}

/** A panel over a page that waits: takes the focus, keeps it, gives it back. */
export function Modal({ className, onClose, onOpened, onClosed, children }: ModalProps) {
  // Radix gives the focus back to its own trigger, which is not there: what had it before is remembered here.
  const [before] = useState(() => document.activeElement);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            if (onOpened === undefined) return;
            event.preventDefault();
            onOpened();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (onClosed !== undefined) onClosed();
            else if (before instanceof HTMLElement) before.focus();
          }}
          className={className}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
