import { expect, it } from "vitest";
import { COLUMNS, inOrder, widthsOf } from "./columns";

const ids = (order: string[]) => inOrder(order).map(({ id }) => id);
const shown = COLUMNS.filter(({ standard }) => standard);

it("columns stand in the person's own order, the rest after them in the standard one", () => {
  const standard = COLUMNS.map(({ id }) => id);
  expect(ids([])).toEqual(standard);
  expect(ids(["what", "no-such", "who"])).toEqual([
    "what",
    "who",
    ...standard.filter((id) => id !== "what" && id !== "who"),
  ]);
});

it("widths are the table's only where they are the person's own, and leave room for the rest", () => {
  expect(widthsOf(shown, {})).toBeUndefined();
  expect(widthsOf(shown, { what: 100, resource: 300 })).toBeUndefined();
  const usual = widthsOf(shown, { who: 150 });
  const wide = widthsOf(shown, { who: 350 });
  expect(wide).toMatchObject({ "--col-who": "350px" });
  expect((wide?.minWidth ?? 0) - (usual?.minWidth ?? 0)).toBe(200);
});
