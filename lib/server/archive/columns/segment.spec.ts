import { describe, expect, it } from "vitest";
import { packSegment, type SegmentRow, unpackSegment } from "./segment.ts";

const row = (row: Partial<SegmentRow>): SegmentRow => ({
  at: 1_700_000_000,
  seq: 1,
  type: 1,
  user: null,
  ip: 3,
  country: null,
  source: 1,
  resources: [],
  ...row,
});

describe("a segment", () => {
  it.each([
    [[]],
    [[row({})]],
    [[row({ resources: [7, 1, 4_000_000_000] }), row({ seq: 4_000_000_000, at: 1_700_000_001 })]],
    [[row({ at: null, type: null, source: null }), row({ at: null, seq: 2, resources: [2] })]],
    [[row({ at: -5_000 }), row({ at: 0 }), row({ at: 4_000_000 })]],
  ])("comes back as it went in (%#)", (rows) => {
    expect(unpackSegment(packSegment(rows))).toEqual(rows);
  });

  it("may stand anywhere in a larger buffer", () => {
    const packed = packSegment([row({ resources: [1, 2] })]);
    const wide = new Uint8Array(packed.length + 3);
    wide.set(packed, 3);
    expect(unpackSegment(wide.subarray(3))).toEqual([row({ resources: [1, 2] })]);
  });
});
