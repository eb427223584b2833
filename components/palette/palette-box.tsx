"use client";

import { Search } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useGlobalKeys } from "@/components/events/use-list-keys";
import { usePrefs } from "@/components/providers/prefs";
import { ChunkBoundary } from "@/components/ui/chunk-boundary";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { useWhenIdle } from "@/components/ui/use-when-idle";
import type { PaletteScope } from "./scope";
import { Waiting } from "./waiting";

const load = () => import("./palette");
const Palette = lazy(load);

const NAME = "Go to an id, number, address";
const STAYED_MS = 3000;

/** The way to anything by name, id or value: a box in the header, also under `.`; the panel comes when it is first wanted. */
export function PaletteBox(scope: PaletteScope) {
  const { prefs } = usePrefs();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const box = useRef<HTMLButtonElement>(null);
  const before = useRef<Element | null>(null);
  useWhenIdle(() => void load().catch(() => {}));
  useRemembered(scope.user);
  const wanted = useRef(false);
  const show = () => {
    wanted.current = true;
    if (document.activeElement !== document.body) before.current = document.activeElement;
    setText("");
    setOpen(true);
  };
  const close = () => {
    wanted.current = false;
    setOpen(false);
  };
  const giveBack = () => {
    // It comes a moment after the panel went: by then another may be open, and the focus is that one's.
    if (wanted.current) return;
    const had = before.current;
    before.current = null;
    if (had instanceof HTMLElement && had.isConnected) had.focus();
    else box.current?.focus();
  };
  useGlobalKeys(prefs.keys, { ".": show });
  const panel = { text, onText: setText, onClose: close, onClosed: giveBack };
  return (
    <>
      <button
        ref={box}
        type="button"
        aria-label={NAME}
        title={NAME}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-keyshortcuts={prefs.keys ? "." : undefined}
        className={cn(
          "inline-flex size-10 flex-none items-center justify-center gap-[7px] rounded-2 border border-line-strong bg-surface text-text-3 hover:bg-row-hover sm:size-control",
          "lg:w-[272px] lg:shrink lg:justify-start lg:pr-1.5 lg:pl-2",
        )}
        onClick={show}
      >
        <Search size={14} className="flex-none" aria-hidden />
        <span className="hidden min-w-0 flex-1 truncate lg:inline">{NAME}</span>
        {prefs.keys ? <Kbd className="hidden lg:inline">.</Kbd> : null}
      </button>
      {open ? (
        <ChunkBoundary>
          <Suspense fallback={<Waiting {...panel} />}>
            <Palette {...panel} scope={scope} />
          </Suspense>
        </ChunkBoundary>
      ) : null}
    </>
  );
}

/** Keeps the address of what is looked at for a while: what was clicked through on the way is not worth coming back to. */
function useRemembered(user: string) {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  useEffect(() => {
    const keep = () =>
      void import("./remember")
        .then(({ rememberHere }) => rememberHere(user, pathname, search))
        .catch(() => {});
    const timer = setTimeout(keep, STAYED_MS);
    return () => clearTimeout(timer);
  }, [user, pathname, search]);
}
