import { describe, expect, it } from "vitest";
import { type AccountFill, accountFills, fillHealth } from "./fill-health.ts";
import type { HeldArchive } from "./held.ts";

const fill = (more: Partial<AccountFill> = {}): AccountFill => ({
  account: "7c9e4b21",
  events: 10,
  state: "done",
  lagSeconds: 20,
  done: 30,
  remaining: 0,
  gaps: 0,
  discrepancies: 0,
  ...more,
});

describe("the health of what fills the archive", () => {
  it("is the sum of the days, and the lag of the account that is furthest behind", () =>
    expect(
      fillHealth([
        fill(),
        fill({ lagSeconds: 50, gaps: 2, remaining: 4, state: "running", discrepancies: 3 }),
      ]),
    ).toEqual({
      state: "ok",
      lagSeconds: 50,
      coverage: { done: 60, remaining: 4, gaps: 2 },
      discrepancies: 3,
    }));

  it.each<[Partial<AccountFill>, string]>([
    [{ state: "failed", lagSeconds: 5000 }, "failed"],
    [{ lagSeconds: 901 }, "behind"],
    [{ lagSeconds: 900 }, "ok"],
    [{ state: "paused" }, "paused"],
    [{ state: "paused", lagSeconds: 901 }, "behind"],
    [{ state: "unknown" }, "ok"],
  ])("%j is %s", (more, state) => expect(fillHealth([fill(), fill(more)]).state).toBe(state));

  it("does not say what it does not know", () =>
    expect(fillHealth([fill(), fill({ lagSeconds: null, remaining: null })])).toMatchObject({
      lagSeconds: null,
      coverage: { remaining: null },
    }));
});

it("many who ask within three seconds cost one look", async () => {
  let reads = 0;
  const archive = {
    coverage: async () => {
      reads += 1;
      return [];
    },
    holdings: async () => ({ events: 0, first: null, last: null }),
    unknownDiscrepancies: async () => 0,
  };
  const held = { archive, filler: null, settleMs: 0 } as unknown as HeldArchive;
  for (let i = 0; i < 5; i++) expect(await accountFills(held, ["a", "b"])).toHaveLength(2);
  expect(reads).toBe(2);
});
