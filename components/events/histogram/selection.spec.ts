import { describe, expect, it } from "vitest";
import { barAt, moved, spanOf } from "./selection";

const bars = Array.from({ length: 10 }, (_, i) => ({
  start: i * 60_000,
  end: (i + 1) * 60_000,
  total: i,
  families: i === 0 ? {} : { user: i - 1, app: 1 },
}));
const window = { from: 30_000, to: 555_000, askedTo: null };

describe("whole bars", () => {
  it("count what they hold, from either side", () => {
    const span = { from: 120_000, to: 299_000, total: 9, families: { user: 6, app: 3 } };
    expect(spanOf({ bars }, { anchor: 2, head: 4 }, window)).toEqual(span);
    expect(spanOf({ bars }, { anchor: 4, head: 2 }, window)).toEqual(span);
  });
  it("end where the window does", () => {
    expect(spanOf({ bars }, { anchor: 0, head: 0 }, window)).toMatchObject({ from: 30_000, to: 59_000 });
    expect(spanOf({ bars }, { anchor: 9, head: 9 }, window)).toMatchObject({ from: 540_000, to: 555_000 });
    expect(spanOf({ bars }, { anchor: 9, head: 9 }, { ...window, askedTo: 599_000 })?.to).toBe(599_000);
  });
  it("stand under the pointer", () => {
    expect(barAt(bars, 0)).toBe(0);
    expect(barAt(bars, 0.55)).toBe(5);
    expect(barAt(bars, 1)).toBe(9);
    expect(barAt(bars, -0.2)).toBe(0);
  });
});

describe("by keyboard", () => {
  it("arrows move, with Shift they extend, and stop at the ends", () => {
    expect(moved(null, "ArrowRight", false, 10)).toEqual({ anchor: 0, head: 0 });
    expect(moved(null, "ArrowLeft", false, 10)).toEqual({ anchor: 9, head: 9 });
    expect(moved({ anchor: 3, head: 3 }, "ArrowRight", true, 10)).toEqual({ anchor: 3, head: 4 });
    expect(moved({ anchor: 3, head: 9 }, "ArrowRight", true, 10)).toEqual({ anchor: 3, head: 9 });
    expect(moved({ anchor: 3, head: 5 }, "ArrowLeft", false, 10)).toEqual({ anchor: 4, head: 4 });
    expect(moved({ anchor: 3, head: 5 }, "Home", true, 10)).toEqual({ anchor: 3, head: 0 });
    expect(moved({ anchor: 3, head: 5 }, "End", false, 10)).toEqual({ anchor: 9, head: 9 });
  });
  it("other keys and empty plots move nothing", () => {
    expect(moved({ anchor: 3, head: 5 }, "a", false, 10)).toBeNull();
    expect(moved(null, "ArrowRight", false, 0)).toBeNull();
  });
});
