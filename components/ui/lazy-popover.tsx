"use client";

import { ChunkBoundary } from "./chunk-boundary";
import { lazyAhead } from "./lazy-ahead";
import { useWhenIdle } from "./use-when-idle";
import {
  type ComponentProps,
  type ComponentType,
  type ReactNode,
  Suspense,
  useCallback,
  useRef,
  useState,
} from "react";

const Popover = lazyAhead(() => import("./popover"));

export interface PopoverContentProps {
  close: () => void;
}

interface LazyPopoverProps<Props extends object> {
  /** Accessible name of the button and of what it opens. */
  label: string;
  title: string;
  button: ReactNode;
  buttonClass: string;
  /** Loaded when the page rests, on hover, focus or first opening: nothing of it is in the first load. */
  load: () => Promise<{ default: ComponentType<Props & PopoverContentProps> }>;
  contentProps: Props;
  align?: "start" | "end";
  className?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** A button that opens a panel; the panel and the popover itself come when they are first wanted. */
export function LazyPopover<Props extends object>(props: LazyPopoverProps<Props>) {
  const { label, title, button, buttonClass, load, contentProps, align = "start", className } = props;
  const [ownOpen, setOwnOpen] = useState(false);
  const open = props.open ?? ownOpen;
  const setOpen = (next: boolean) => {
    setOwnOpen(next);
    props.onOpenChange?.(next);
  };
  const anchor = useRef<HTMLButtonElement>(null);
  const [Content] = useState(() => lazyAhead(load));
  const preload = useCallback(() => {
    Popover.ahead();
    Content.ahead();
  }, [Content]);
  useWhenIdle(preload);

  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={label}
        title={title}
        className={buttonClass}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open ? (
        <ChunkBoundary>
          <Suspense fallback={null}>
            <Popover
              anchor={anchor}
              label={title}
              align={align}
              onClose={() => setOpen(false)}
              className={className}
            >
              <Content
                {...({ ...contentProps, close: () => setOpen(false) } as ComponentProps<typeof Content>)}
              />
            </Popover>
          </Suspense>
        </ChunkBoundary>
      ) : null}
    </>
  );
}
