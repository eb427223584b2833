import { expect, it } from "vitest";
import { ListView } from "./list-view";

const shape = (total: number, row = 26) => ({ total, size: 30, row });

it("begins with the rows of the page that was asked for, and no others", () => {
  const view = new ListView("first", shape(1000), 3);
  expect(view.drawn).toMatchObject({ from: 60, to: 90, stretch: { from: 0, to: 1000 } });
  expect(view.inView.page).toBe(3);
});

it("another result has a stretch of its own length, and begins on its own page", () => {
  const view = new ListView("first", shape(1000), 3);
  let told = 0;
  const leave = view.subscribe(() => told++);
  view.reset("second", shape(2_000_000), 1);
  expect(view.of).toBe("second");
  expect(view.drawn.from).toBe(0);
  expect(view.drawn.stretch.to).toBeGreaterThan(500_000);
  view.reset("third", shape(12), 1);
  expect(view.drawn).toMatchObject({ from: 0, to: 12, stretch: { from: 0, to: 12 } });
  expect(told).toBe(2);
  leave();
  view.goToPage(1);
  expect(told).toBe(2);
});

it("a page outside the stretch lies in a stretch of its own", () => {
  const view = new ListView("long", shape(2_000_000), 1);
  view.goToPage(60_000);
  const { stretch, from } = view.drawn;
  expect(from).toBe(59_999 * 30);
  expect(stretch.from).toBeGreaterThan(0);
  expect(stretch.to).toBeGreaterThan(from);
});

it("rows of another height keep the list on its page", () => {
  const view = new ListView("one", shape(500_000), 10_000);
  view.resize(36);
  expect(view.inView.page).toBe(10_000);
  expect((view.drawn.stretch.to - view.drawn.stretch.from) * 36).toBeLessThanOrEqual(15_000_000);
});
