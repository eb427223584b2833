const FIRST = 64 * 1024;

/** Gathers a body of at most `most` bytes in one buffer: of many chunks, the socket's own are free to go at once. */
export class ByteCollector {
  readonly #most: number;
  readonly #announced: number;
  #buffer: Buffer | null = null;
  #length = 0;

  /** `announced` is the reply's own word for its length; it only sizes the buffer. */
  constructor(most: number, announced = 0) {
    this.#most = most;
    this.#announced = Math.max(0, announced);
  }

  /** `false`, and nothing is taken, when it would be more than `most`. */
  add(chunk: Buffer): boolean {
    const length = this.#length + chunk.length;
    if (length > this.#most) return false;
    if (this.#buffer === null && length === this.#announced) {
      // The whole body at once, as most pages come: nothing to gather.
      this.#buffer = chunk;
      this.#length = length;
      return true;
    }
    this.#buffer ??= Buffer.allocUnsafe(Math.min(this.#most, this.#announced || FIRST));
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
    return this.#buffer?.subarray(0, this.#length) ?? Buffer.alloc(0);
  }
}
