"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { iconButtonClass } from "./button";
import { Modal, ModalClose, ModalTitle } from "./modal";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  className?: string;
}

/** A modal panel in the middle. */
export function Dialog({ title, onClose, children, className = "" }: DialogProps) {
  return (
    <Modal
      onClose={onClose}
      className={`pop-in fixed top-1/2 left-1/2 z-50 max-h-[90dvh] max-w-[calc(100vw-16px)] -translate-1/2 overflow-auto rounded-3 bg-overlay shadow-pop outline-none ${className}`}
    >
      <div className="flex items-center justify-between pt-2.5 pr-2 pl-4">
        <ModalTitle className="text-15 font-strong">{title}</ModalTitle>
        <ModalClose aria-label="Close" className={iconButtonClass("small")}>
          <X size={14} aria-hidden />
        </ModalClose>
      </div>
      {children}
    </Modal>
  );
}
