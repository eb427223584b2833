import { openSegment, type Segment } from "../columns/segment.ts";

/** A segment as the store lists it. `first` and `last` are its seconds, both `null` where times are not known. */
export interface Place {
  readonly no: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly rows: number;
  readonly version: number;
  /** What the cache holds of it: of hundreds of places, each is asked for every answer. */
  held: { readonly segment: Segment; readonly bytes: number } | null;
}

// A million events are some 50 MB.
const MOST_BYTES = 256 * 2 ** 20;

/** Segments opened last, of all accounts of a connection. A place is made anew when its segment changes: old ones are never met again. */
export class SegmentCache {
  /** Those that hold one, the first to go in front. */
  private readonly places = new Set<Place>();
  private bytes = 0;

  constructor(private readonly most = MOST_BYTES) {}

  get(place: Place): Segment | undefined {
    // While half is free none will go soon, and which was used last does not matter.
    if (place.held !== null && this.bytes > this.most / 2) {
      this.places.delete(place);
      this.places.add(place);
    }
    return place.held?.segment;
  }

  put(place: Place, columns: Uint8Array): Segment {
    const segment = openSegment(columns);
    place.held = { segment, bytes: columns.byteLength };
    this.places.add(place);
    this.bytes += columns.byteLength;
    for (const oldest of this.places) {
      if (this.bytes <= this.most || oldest === place) break;
      this.forget(oldest);
    }
    return segment;
  }

  forget(place: Place): void {
    this.bytes -= place.held?.bytes ?? 0;
    place.held = null;
    this.places.delete(place);
  }
}
