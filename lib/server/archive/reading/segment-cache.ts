import { openSegment, type Segment } from "../columns/segment.ts";

/** A segment as the store lists it. `first` and `last` are its seconds, both `null` where times are not known. */
export interface Place {
  readonly no: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly rows: number;
  readonly version: number;
}

// A million events are some 50 MB.
const MOST_BYTES = 256 * 2 ** 20;

/** Segments opened last, of all accounts of a connection. A place is made anew when its segment changes: old ones are never met again. */
export class SegmentCache {
  private readonly segments = new Map<Place, { segment: Segment; bytes: number }>();
  private bytes = 0;

  constructor(private readonly most = MOST_BYTES) {}

  get(place: Place): Segment | undefined {
    const held = this.segments.get(place);
    if (held === undefined) return undefined;
    this.segments.delete(place);
    this.segments.set(place, held);
    return held.segment;
  }

  put(place: Place, columns: Uint8Array): Segment {
    const segment = openSegment(columns);
    this.segments.set(place, { segment, bytes: columns.byteLength });
    this.bytes += columns.byteLength;
    for (const oldest of this.segments.keys()) {
      if (this.bytes <= this.most || oldest === place) break;
      this.forget(oldest);
    }
    return segment;
  }

  forget(place: Place): void {
    this.bytes -= this.segments.get(place)?.bytes ?? 0;
    this.segments.delete(place);
  }
}
