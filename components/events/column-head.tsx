"use client";

import {
  type DragEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useRef,
  useState,
} from "react";
import { usePrefs } from "@/components/providers/prefs";
import { cn } from "@/components/ui/cn";
import { boundedWidth, COLUMN_PX } from "@/lib/audit/prefs";
import { type ColumnInfo, inOrder } from "./columns";

const STEP_PX = 10;

/** The order and the widths of the columns, as this browser remembers them. */
export function useColumns() {
  const { prefs, change } = usePrefs();
  const ordered = inOrder(prefs.order);
  return {
    ordered,
    widths: prefs.widths,
    /** Puts a column where another one is, which makes room. */
    move: (id: string, to: string) => {
      if (id === to) return;
      const ids = ordered.map((column) => column.id);
      const at = ids.indexOf(to);
      const rest = ids.filter((one) => one !== id);
      change({ order: [...rest.slice(0, at), id, ...rest.slice(at)] });
    },
    /** `null`: as wide as it is drawn for everyone. */
    resize: (id: string, width: number | null) => {
      const { [id]: _, ...others } = prefs.widths;
      change({ widths: width === null ? others : { ...others, [id]: boundedWidth(width) } });
    },
  };
}

export type Columns = ReturnType<typeof useColumns>;

interface ColumnHeadProps {
  column: ColumnInfo;
  columns: Columns;
  /** The edge that is drawn: the one towards the column that takes what the others leave. */
  edge: "start" | "end";
  children: ReactNode;
}

/** The head of a column: dragged it takes another place, dragged by its edge another width. By keyboard both are in the columns' panel. */
export function ColumnHead({ column: { id, label, width }, columns, edge, children }: ColumnHeadProps) {
  const [over, setOver] = useState(false);
  const drag = {
    draggable: true,
    onDragStart: (event: DragEvent) => event.dataTransfer.setData("text/column", id),
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes("text/column")) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      columns.move(event.dataTransfer.getData("text/column"), id);
    },
  };
  return (
    <th scope="col" aria-label={label} className={cn(`c-${id}`, over && "drop-here")} {...drag}>
      {children}
      {width === null ? null : <Edge {...{ id, label, width, columns, edge }} />}
    </th>
  );
}

interface EdgeProps {
  id: string;
  label: string;
  width: number;
  columns: Columns;
  edge: "start" | "end";
}

function Edge({ id, label, width: usual, columns, edge }: EdgeProps) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const sign = edge === "end" ? 1 : -1;
  const head = (event: { currentTarget: Element }) => event.currentTarget.closest("th") as HTMLElement;
  /** While it is drawn the table alone knows: every row would be drawn anew for each px. */
  const show = (at: HTMLElement, width: number | null) => {
    const table = at.closest("table") as HTMLElement;
    if (width === null) table.style.removeProperty(`--col-${id}`);
    else table.style.setProperty(`--col-${id}`, `${boundedWidth(width)}px`);
  };
  const pulled = (event: PointerEvent) =>
    start.current && start.current.width + sign * (event.clientX - start.current.x);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: head(event).offsetWidth };
    head(event).draggable = false; // it is the edge that is dragged
  };
  const onPointerMove = (event: PointerEvent) => {
    const width = pulled(event);
    if (width !== null) show(head(event), width);
  };
  const onPointerUp = (event: PointerEvent) => {
    const width = pulled(event);
    const moved = start.current !== null && event.clientX !== start.current.x;
    start.current = null;
    head(event).draggable = true;
    if (moved && width !== null) columns.resize(id, width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP_PX, ArrowRight: STEP_PX }[event.key];
    if (event.key === "Escape" && start.current) {
      start.current = null;
      show(head(event), columns.widths[id] ?? null);
    } else if (by !== undefined) columns.resize(id, head(event).offsetWidth + sign * by);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${label}`}
      aria-valuenow={columns.widths[id] ?? usual}
      aria-valuemin={COLUMN_PX.min}
      aria-valuemax={COLUMN_PX.max}
      tabIndex={-1}
      title="Drag to widen or narrow; double-click for the usual width"
      className={cn("drawn-at", edge === "end" ? "right-0" : "left-0")}
      {...{ onPointerDown, onPointerMove, onPointerUp, onKeyDown }}
      onDoubleClick={() => columns.resize(id, null)}
    />
  );
}
