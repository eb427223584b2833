/** Rows of one height, px: `--row-*` of app/tokens.css. */
export const ROW_PX = { compact: 26, comfortable: 36 } as const;
/** The head stays over the rows. */
export const HEAD_PX = 28;
/** Browsers cut what is taller: Firefox at 17.8 million px, Chrome at 33.5. */
const TALLEST_PX = 15_000_000;

/** A result as a list: positions count from 0, pages from 1. */
export interface Shape {
  readonly total: number;
  /** Rows a page. */
  readonly size: number;
  /** Px of one row. */
  readonly row: number;
}

/** From the first to before the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const pageOf = (position: number, size: number): number => Math.floor(position / size) + 1;
export const pageSpan = (page: number, { total, size }: Pick<Shape, "total" | "size">): Span => ({
  from: Math.min(total, (page - 1) * size),
  to: Math.min(total, page * size),
});

/** The pages that hold rows of a span. */
export function pagesOf({ from, to }: Span, size: number): number[] {
  if (to <= from) return [];
  const first = pageOf(from, size);
  return Array.from({ length: pageOf(to - 1, size) - first + 1 }, (_, i) => first + i);
}

/** What of the result one scrolling area can hold, around a position: all of it, unless it is taller than a browser allows. */
export function stretchAt(position: number, { total, size, row }: Shape): Span {
  const most = Math.floor(TALLEST_PX / row / size) * size;
  if (total <= most) return { from: 0, to: total };
  const middle = (pageOf(position, size) - 1) * size - Math.floor(most / 2 / size) * size;
  const from = Math.max(0, Math.min(middle, pageOf(total - 1, size) * size - most));
  return { from, to: Math.min(total, from + most) };
}

/** As many rows are drawn beyond those in view while it scrolls, and they change by so many at a time. */
const BEYOND = 12;
const STEP = 6;

/** The rows to draw while it scrolls. */
export const movingSpan = ({ from, to }: Span, stretch: Span): Span => ({
  from: Math.max(stretch.from, Math.floor((from - BEYOND) / STEP) * STEP),
  to: Math.min(stretch.to, Math.ceil((to + BEYOND) / STEP) * STEP),
});

/** The rows to draw at rest: the pages in view, whole. */
export const restingSpan = ({ from, to }: Span, { total, size }: Shape): Span => ({
  from: pageSpan(pageOf(from, size), { total, size }).from,
  to: pageSpan(pageOf(Math.max(from, to - 1), size), { total, size }).to,
});

export type Segment = Span &
  ({ readonly kind: "rows" | "unread" } | { readonly kind: "failed"; readonly page: number });

/**
 * A stretch from end to end: the rows to draw, the places of those that are not drawn or not read, and of pages that failed.
 * `readOf`: how many rows of a page are read.
 */
export function segmentsOf(
  stretch: Span,
  drawn: Span,
  shape: Shape,
  readOf: (page: number) => number | "failed",
): Segment[] {
  const segments: Segment[] = [];
  let at = stretch.from;
  const unreadTo = (to: number) => {
    if (to > at) segments.push({ kind: "unread", from: at, to });
    at = Math.max(at, to);
  };
  for (const page of pagesOf(drawn, shape.size)) {
    const span = pageSpan(page, shape);
    const read = readOf(page);
    if (read === "failed") {
      unreadTo(Math.max(stretch.from, span.from));
      segments.push({ kind: "failed", page, from: at, to: Math.min(stretch.to, span.to) });
      at = Math.min(stretch.to, span.to);
      continue;
    }
    const from = Math.max(drawn.from, span.from);
    const to = Math.min(drawn.to, span.to, span.from + read);
    if (to <= from) continue;
    unreadTo(from);
    segments.push({ kind: "rows", from, to });
    at = to;
  }
  unreadTo(stretch.to);
  return segments;
}
