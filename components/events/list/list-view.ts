import {
  HEAD_PX,
  movingSpan,
  pageOf,
  pageSpan,
  pagesOf,
  restingSpan,
  type Shape,
  type Span,
  stretchAt,
} from "./geometry";

/** What of the list is drawn. */
export interface Drawn extends Span {
  readonly stretch: Span;
  /** Px under the last row, so that the last page can begin at the top, too. */
  readonly below: number;
  /** Where the list is to be scrolled to, px, once it is drawn so; `null`: it stays. */
  readonly top: number | null;
  /** Nothing hurries: what stands there already covers what is in view. */
  readonly rests?: boolean;
}

/** What is seen of it. */
export interface InView extends Span {
  readonly page: number;
}

interface Told {
  /** Pages that are worth reading: it jumped to them, they pass by slowly enough to be seen, or the reader rests on them. */
  onPages: (pages: readonly number[], why: "jumped" | "passing" | "rested", towards: "end" | "start") => void;
  /** The reader has come to rest on a page. */
  onRest: (page: number) => void;
}

const REST_MS = 140;

/**
 * The window of a list that is longer than what is drawn: follows the scrolling and says which rows to draw. A store of its own, so
 * that scrolling renders the table and nothing else of the page.
 */
export class ListView {
  private scroller: HTMLElement | null = null;
  private readonly listeners = new Set<() => void>();
  private told: Told | null = null;
  /** Where it was sent to: until the reader scrolls, that page is the one in view, however few rows follow it. */
  private aim: { page: number; top: number; beyond: number } | null = null;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private lastTop = 0;
  private towards: "end" | "start" = "end";
  drawn: Drawn;
  inView: InView;

  constructor(
    /** Which result it shows. */
    public of: unknown,
    private shape: Shape,
    page: number,
  ) {
    const span = pageSpan(page, shape);
    this.drawn = { ...span, stretch: stretchAt(span.from, shape), below: 0, top: null };
    this.inView = { ...span, page };
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Another result, or other rows of it: it begins on this page. */
  reset(of: unknown, shape: Shape, page: number) {
    this.of = of;
    this.shape = shape;
    this.drawn = { ...this.drawn, stretch: stretchAt(pageSpan(page, shape).from, shape) };
    this.goToPage(page);
  }

  /** Follows the scrolling of this element, which stands on the first row of the page that is drawn. */
  attach(scroller: HTMLElement, told: Told) {
    this.scroller = scroller;
    this.told = told;
    const scrolled = scroller.scrollTop;
    this.goToPage(this.inView.page, scrolled);
    const onScroll = () => this.scrolled();
    scroller.addEventListener("scroll", onScroll, { passive: true });
    const sizes = new ResizeObserver(() =>
      this.aim ? this.goToPage(this.aim.page, this.aim.beyond) : this.scrolled(),
    );
    sizes.observe(scroller);
    return () => {
      scroller.removeEventListener("scroll", onScroll);
      sizes.disconnect();
      clearTimeout(this.rest);
      this.scroller = null;
    };
  }

  /** Rows that are whole in view. */
  get rows(): number {
    return Math.max(1, Math.floor(this.height / this.shape.row));
  }

  /** Rows of another height: the first in view stays. */
  resize(row: number) {
    if (row === this.shape.row) return;
    const { from, page } = this.inView;
    this.shape = { ...this.shape, row };
    this.drawn = { ...this.drawn, stretch: stretchAt(from, this.shape) };
    if (this.aim) this.goToPage(page);
    else this.goTo(from, "first");
  }

  /** Puts the first row of a page on top; `beyond`: px further. */
  goToPage(page: number, beyond = 0) {
    const { total, row } = this.shape;
    const { from } = pageSpan(page, this.shape);
    const stretch = this.stretchFor(from);
    const top = (from - stretch.from) * row + beyond;
    const below = Math.max(0, top + this.height - (stretch.to - stretch.from) * row);
    const last = Math.min(total, from + Math.max(1, Math.ceil(this.height / row)));
    this.aim = { page, top, beyond };
    this.publish(
      { ...restingSpan({ from, to: last }, this.shape), stretch, below, top: this.scroller ? top : null },
      { from, to: last, page },
    );
    this.told?.onPages(pagesOf(this.inView, this.shape.size), "jumped", "end");
  }

  /** Scrolls as little as brings a row into view, or puts it on top. */
  goTo(position: number, where: "nearest" | "first" = "nearest") {
    if (!this.scroller) return;
    const { row } = this.shape;
    const stretch = this.stretchFor(position);
    const here = this.scroller.scrollTop + (this.drawn.stretch.from - stretch.from) * row;
    const at = (position - stretch.from) * row;
    const lowest = at + row - Math.floor(this.height);
    const top = Math.max(0, where === "first" || at < here ? at : lowest > here ? lowest : here);
    if (top === here && stretch === this.drawn.stretch) return;
    this.aim = null;
    const inView = this.seen(top, stretch);
    this.publish({ ...movingSpan(inView, stretch), stretch, below: this.drawn.below, top }, inView);
    this.wait();
  }

  private get height(): number {
    return this.scroller ? this.scroller.clientHeight - HEAD_PX : 0;
  }

  private stretchFor(position: number): Span {
    const { stretch } = this.drawn;
    return position >= stretch.from && position < stretch.to ? stretch : stretchAt(position, this.shape);
  }

  private seen(top: number, stretch: Span): InView {
    const { total, row, size } = this.shape;
    const from = Math.max(0, Math.min(total - 1, stretch.from + Math.floor(top / row)));
    const to = Math.max(from, Math.min(stretch.to, stretch.from + Math.ceil((top + this.height) / row)));
    return { from, to, page: pageOf(from, size) };
  }

  private scrolled() {
    if (!this.scroller) return;
    const top = this.scroller.scrollTop;
    if (this.aim && Math.abs(this.aim.top - top) <= 1) {
      this.lastTop = top;
      return;
    }
    this.aim = null;
    this.towards = top < this.lastTop ? "start" : "end";
    // A leap of more than a view is a scrollbar on its way elsewhere: nothing of what it passes is seen.
    const passing = Math.abs(top - this.lastTop) <= this.height;
    this.lastTop = top;
    const { stretch, below } = this.drawn;
    const inView = this.seen(top, stretch);
    const near = movingSpan(inView, stretch);
    const enough =
      near.from >= this.drawn.from && near.to <= this.drawn.to && this.drawn.to - this.drawn.from < 150;
    this.publish(enough ? this.drawn : { ...near, stretch, below, top: null }, inView);
    if (passing) this.told?.onPages(pagesOf(inView, this.shape.size), "passing", this.towards);
    this.wait();
  }

  private wait() {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.rested(), REST_MS);
  }

  private rested() {
    if (!this.scroller) return;
    const { row, total, size } = this.shape;
    const { inView } = this;
    let { stretch, below } = this.drawn;
    let top: number | null = null;
    // Near an end of a stretch that is not the end of the result, the next one is laid under the same rows.
    const next = stretchAt(inView.from, this.shape);
    const near = Math.floor((stretch.to - stretch.from) / 100);
    if (
      (inView.to > stretch.to - near && stretch.to < total) ||
      (inView.from < stretch.from + near && stretch.from > 0)
    ) {
      top = this.scroller.scrollTop + (stretch.from - next.from) * row;
      stretch = next;
      this.lastTop = top;
    }
    if (below > 0 && this.scroller.scrollTop + this.height <= (stretch.to - stretch.from) * row) below = 0;
    this.publish({ ...restingSpan(inView, this.shape), stretch, below, top, rests: top === null }, inView);
    this.told?.onPages(pagesOf(inView, size), "rested", this.towards);
    this.told?.onRest(inView.page);
  }

  private publish(drawn: Drawn, inView: InView) {
    const same = (a: Span, b: Span) => a.from === b.from && a.to === b.to;
    const still =
      drawn.top === null &&
      same(drawn, this.drawn) &&
      same(drawn.stretch, this.drawn.stretch) &&
      drawn.below === this.drawn.below;
    const quiet = same(inView, this.inView) && inView.page === this.inView.page;
    if (!still) this.drawn = drawn;
    if (!quiet) this.inView = inView;
    if (!still || !quiet) for (const listener of this.listeners) listener();
  }
}
