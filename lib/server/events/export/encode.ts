import "server-only";
import { CSV_HEADER, csvRecord } from "../../../audit/csv.ts";
import { decodeEvent } from "../../../audit/decode-event.ts";
import type { ExportFormat } from "../../../audit/export.ts";
import { keyOf } from "../../vonage/key-of.ts";

/** Some of the file, with the events that it ends. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly events: number;
}

interface Encoding {
  readonly head: string;
  /** `index` counts the events before it. */
  event(raw: string, index: number): string;
  tail(count: number): string;
}

/** JSON is the upstream's own bytes. Between tokens they may hold line breaks, which one line cannot: there a space stands. */
const encodings = (zone: string): Record<ExportFormat, Encoding> => ({
  csv: {
    head: CSV_HEADER,
    event: (raw) => csvRecord(decodeEvent(raw, { zone, keyOf })),
    tail: () => "",
  },
  ndjson: { head: "", event: (raw) => `${raw.replaceAll(/[\r\n]/g, " ")}\n`, tail: () => "" },
  json: {
    head: "[",
    event: (raw, index) => (index === 0 ? `\n${raw}` : `,\n${raw}`),
    tail: (count) => (count === 0 ? "]\n" : "\n]\n"),
  },
});

/** Long enough to be worth a write, short enough that twenty at once are nothing. */
const PIECE = 64 * 1024;

/** The file in pieces, each made when it is asked for. What is read ahead is at most one chunk of the source. */
export async function* encode(
  chunks: AsyncIterable<readonly string[]>,
  format: ExportFormat,
  zone: string,
): AsyncGenerator<Piece, void> {
  const encoding = encodings(zone)[format];
  let text = encoding.head;
  let events = 0;
  let count = 0;
  const take = (): Piece => {
    const piece = { bytes: Buffer.from(text, "utf8"), events };
    [text, events] = ["", 0];
    return piece;
  };
  for await (const chunk of chunks) {
    for (const raw of chunk) {
      text += encoding.event(raw, count++);
      events += 1;
      if (text.length >= PIECE) yield take();
    }
    // Live pages come seconds apart where the upstream is slow: what is there should not wait for them.
    if (text !== "") yield take();
  }
  text += encoding.tail(count);
  if (text !== "") yield take();
}
