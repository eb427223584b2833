"use client";

import { Component, type ReactNode } from "react";
import { buttonClass } from "./button";

/** A part that is loaded later may be gone after an update of the console: that must not take the rest of the page along. */
export class ChunkBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div
        role="alert"
        className="fixed inset-x-0 bottom-12 z-50 mx-auto flex w-fit items-center gap-3 rounded-2 bg-overlay px-4 py-2 text-13 shadow-pop"
      >
        This part could not be loaded; the console may have been updated.
        <button
          type="button"
          className={buttonClass("plain", "small")}
          onClick={() => window.location.reload()}
        >
          Reload
        </button>
      </div>
    );
  }
}
