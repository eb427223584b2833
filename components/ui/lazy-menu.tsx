"use client";

import { ChunkBoundary } from "./chunk-boundary";
import { type ReactNode, Suspense, useRef, useState } from "react";
import { lazyAhead } from "./lazy-ahead";
import type { MenuItem } from "./menu";
import { useWhenIdle } from "./use-when-idle";

const Menu = lazyAhead(() => import("./menu"));

interface LazyMenuProps {
  label: string;
  button: ReactNode;
  buttonClass: string;
  head?: ReactNode;
  items: readonly MenuItem[];
  align?: "start" | "end";
}

/** A button with a menu that is loaded when it is first wanted. */
export function LazyMenu({ label, button, buttonClass, head, items, align = "start" }: LazyMenuProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  useWhenIdle(Menu.ahead);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        title={label}
        className={buttonClass}
        onPointerEnter={Menu.ahead}
        onFocus={Menu.ahead}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open ? (
        <ChunkBoundary>
          <Suspense fallback={null}>
            <Menu
              anchor={anchor}
              label={label}
              head={head}
              items={items}
              align={align}
              onClose={() => setOpen(false)}
            />
          </Suspense>
        </ChunkBoundary>
      ) : null}
    </>
  );
}
