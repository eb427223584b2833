const FIRST = 64 * 1024;

/** Gathers a body of at most `most` bytes in one buffer: the socket's own chunks are free to go at once. */
export class ByteCollector {
  readonly #most: number;
  #buffer: Buffer;
  #length = 0;

  /** `announced` is the reply's own word for its length; it only sizes the buffer. */
  constructor(most: number, announced = 0) {
    this.#most = most;
    this.#buffer = Buffer.allocUnsafe(Math.min(most, announced > 0 ? announced : FIRST));
  }

  /** `false`, and nothing is taken, when it would be more than `most`. */
  add(chunk: Buffer): boolean {
    const length = this.#length + chunk.length;
    if (length > this.#most) return false;
    if (length > this.#buffer.length) {
      const grown = Buffer.allocUnsafe(Math.min(this.#most, Math.max(length, this.#buffer.length * 2)));
      this.#buffer.copy(grown, 0, 0, this.#length);
      this.#buffer = grown;
    }
    chunk.copy(this.#buffer, this.#length);
    this.#length = length;
    return true;
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }
}
