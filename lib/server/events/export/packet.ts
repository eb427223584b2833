import "server-only";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { Piece } from "./encode.ts";

/** What a packet's data file turned out to be. */
export interface PackedFile {
  readonly count: number;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** How much may wait for the reader: as with a bare file, a slow one slows the reading. */
const AHEAD = 64 * 1024;

/**
 * A ZIP of two files, in pieces: the data, compressed while it is made, and behind it its receipt, which can only be written then.
 * A failure of either breaks the pieces off: no ZIP that ends orderly lacks anything.
 */
export async function* packed(
  data: AsyncGenerator<Piece, void>,
  name: string,
  receiptOf: (file: PackedFile) => Promise<string>,
): AsyncGenerator<Piece, void> {
  const hash = createHash("sha256");
  let count = 0;
  let bytes = 0;
  const file = streamed(async function* () {
    for await (const piece of data) {
      hash.update(piece.bytes);
      count += piece.events;
      bytes += piece.bytes.length;
      yield piece.bytes;
    }
  });
  const receipt = streamed(async function* () {
    yield Buffer.from(await receiptOf({ count, bytes, sha256: hash.digest("hex") }), "utf8");
  });

  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  for (const source of [file, receipt]) source.on("error", (error) => out.destroy(error));
  zip.addReadStreamLazy(name, (begin) => begin(null, file));
  zip.addReadStreamLazy(`${name}.receipt.json`, (begin) => begin(null, receipt));
  zip.end();
  let told = 0;
  try {
    for await (const chunk of out as AsyncIterable<Buffer>) {
      yield { bytes: chunk, events: count - told };
      told = count;
    }
  } finally {
    file.destroy();
    receipt.destroy();
  }
}

const streamed = (source: () => AsyncGenerator<Uint8Array, void>): Readable =>
  Readable.from(source(), { objectMode: false, highWaterMark: AHEAD });
