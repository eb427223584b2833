"use client";

import { Field, FRAME, type PanelProps } from "./field";

/** The panel while its script is on the way: what is typed in the meantime is meant for it, not for the list behind. */
export function Waiting({ onClose, onClosed, ...panel }: PanelProps) {
  const close = () => {
    onClose();
    onClosed();
  };
  return (
    <>
      <div className="fixed inset-0 z-40 bg-scrim" aria-hidden />
      <div role="dialog" aria-label="Go to" aria-busy data-state="open" className={FRAME}>
        <Field {...panel} onClose={close} onKeyDown={(event) => event.key === "Escape" && close()} />
        <p className="appear-late px-3 py-2.5 text-text-3">Loading…</p>
      </div>
    </>
  );
}
