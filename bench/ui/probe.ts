/** When the new rows and their count were painted, and when bars and facets were whole too; ms after the press. */
export interface Filtered {
  readonly rows: number;
  readonly whole: number;
  /** What stood there when the rows were painted, to be compared with the answer. */
  readonly count: string;
  readonly first: string;
}

export interface Shift {
  readonly at: number;
  readonly value: number;
  /** Within half a second of a press: a person expects something to move. */
  readonly expected: boolean;
}

/** What was noted since it was last asked for. */
export interface Moved {
  readonly shifts: readonly Shift[];
  /** Lengths of the long animation frames, ms. */
  readonly long: readonly number[];
}

/** What was scrolled over, frame by frame. */
interface Frames {
  readonly frames: readonly number[];
  readonly unread: number;
  readonly rows: number;
}

export interface Probe {
  take(): Moved;
  /** ms after the start of the navigation. */
  firstRow: Promise<number>;
  /** The promise of what was last watched for. */
  result: Promise<unknown>;
  filtered(press: string): void;
  opened(press: string, id: string): void;
  startFrames(): void;
  stopFrames(): Frames;
  scroller(): Element;
  rowPx(): number;
}

export type Probed = Window & { probe: Probe };

/**
 * Runs in every page before its scripts. A time begins with the press itself (`timeStamp` of the event: before any handler), and ends at
 * the second animation frame after the DOM has changed: the first one draws the change, the second begins when that was drawn. So up to a
 * frame (17 ms) of waiting for the screen is in every time; the way from the browser to the glass is not.
 */
export function probe(): void {
  let shifts: Shift[] = [];
  let long: number[] = [];
  const observe = (type: string, note: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    shifts.push({ at: entry.startTime, value, expected: hadRecentInput });
  });
  observe("long-animation-frame", ({ duration }) => long.push(duration));

  const frame = () => new Promise<number>((done) => requestAnimationFrame(() => done(performance.now())));
  const painted = async () => {
    await frame();
    return frame();
  };
  const pressedBy = (press: string) =>
    new Promise<number>((done) => {
      const [type = "", key] = press.split(" ");
      const onPress = (event: Event) => {
        if (key !== undefined && (event as KeyboardEvent).key !== key) return;
        window.removeEventListener(type, onPress, true);
        done(event.timeStamp);
      };
      window.addEventListener(type, onPress, true);
    });
  const until = (holds: () => boolean) =>
    new Promise<void>((done, fail) => {
      if (holds()) return done();
      setTimeout(() => fail(new Error(`Not within 20 s: ${holds}`)), 20_000);
      const observer = new MutationObserver(() => {
        if (!holds()) return;
        observer.disconnect();
        done();
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  const one = (selector: string) => document.querySelector(selector);
  const row = () => one("[role=grid] [data-event-id]");
  const receipt = () => one("main [role=status]")?.textContent;
  const isBusy = () => one('main :is(div, [role=grid])[aria-busy="true"]') !== null;

  let noted = { frames: [] as number[], unread: 0, rows: 0 };
  let running = false;
  const own: Probe = {
    take() {
      const moved = { shifts, long };
      [shifts, long] = [[], []];
      return moved;
    },
    result: Promise.resolve(),
    firstRow: (async () => {
      // No frame is drawn while the styles are on their way.
      while (!row()?.getClientRects().length) await frame();
      return frame();
    })(),
    filtered(press) {
      own.result = (async (): Promise<Filtered> => {
        // It tells up to when the answer speaks: no two answers say the same.
        const before = receipt();
        const pressed = await pressedBy(press);
        await until(() => !isBusy() && receipt() !== before);
        const rows = await painted();
        const count = one("main [role=status] b")?.textContent ?? "";
        const first = row()?.getAttribute("data-event-id") ?? "";
        await until(() => one('[aria-busy="true"]') === null);
        return { rows: rows - pressed, whole: (await painted()) - pressed, count, first };
      })();
    },
    opened(press, id) {
      own.result = (async () => {
        const pressed = await pressedBy(press);
        const drawer = "section:has([data-drawer-title])";
        await until(() => one(`${drawer} a[href*="${id}"]`) !== null && one(`${drawer} dl`) !== null);
        return (await painted()) - pressed;
      })();
    },
    startFrames() {
      noted = { frames: [], unread: 0, rows: 0 };
      running = true;
      let last: number | null = null;
      const next = (at: number) => {
        if (!running) return;
        if (last !== null) noted.frames.push(at - last);
        last = at;
        const list = own.scroller();
        noted.rows = Math.max(noted.rows, (list.scrollTop + list.clientHeight) / own.rowPx());
        const { left, top, height } = list.getBoundingClientRect();
        const middle = document.elementFromPoint(left + 200, top + height / 2);
        if (!middle?.closest("[data-event-id]")) noted.unread += 1;
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    },
    stopFrames() {
      running = false;
      return noted;
    },
    scroller: () => one("[role=grid]")?.closest("div[aria-busy]") ?? document.body,
    rowPx: () => row()?.getBoundingClientRect().height ?? 26,
  };
  (window as unknown as Probed).probe = own;
}
