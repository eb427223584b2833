const CHUNK = 8 * 1024 * 1024;

/**
 * The events' compact JSON as bytes, outside the JavaScript heap: a million texts as strings would keep the garbage
 * collector busy for longer than it takes to write them.
 */
export class TextArena {
  private readonly chunks: Buffer[] = [];
  private used = CHUNK;
  private chunkOf = new Uint32Array(1024);
  private startOf = new Uint32Array(1024);
  private lengthOf = new Uint32Array(1024);
  private count = 0;

  push(text: string): void {
    // A UTF-16 unit takes at most three bytes, so the text is measured only where it might not fit.
    let room = CHUNK - this.used;
    if (text.length * 3 > room && Buffer.byteLength(text) > room) {
      const wanted = Buffer.byteLength(text);
      this.chunks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK, wanted)));
      this.used = 0;
      room = CHUNK;
    }
    const chunk = this.chunks[this.chunks.length - 1]!;
    const length = chunk.write(text, this.used, "utf8");
    if (this.count === this.chunkOf.length) this.grow();
    this.chunkOf[this.count] = this.chunks.length - 1;
    this.startOf[this.count] = this.used;
    this.lengthOf[this.count] = length;
    this.count += 1;
    this.used += length;
    if (this.used > CHUNK) this.used = CHUNK;
  }

  bytes(record: number): Buffer {
    const start = this.startOf[record]!;
    return this.chunks[this.chunkOf[record]!]!.subarray(start, start + this.lengthOf[record]!);
  }

  text(record: number): string {
    const start = this.startOf[record]!;
    return this.chunks[this.chunkOf[record]!]!.toString("utf8", start, start + this.lengthOf[record]!);
  }

  private grow(): void {
    const larger = (column: Uint32Array) => {
      const next = new Uint32Array(column.length * 2);
      next.set(column);
      return next;
    };
    this.chunkOf = larger(this.chunkOf);
    this.startOf = larger(this.startOf);
    this.lengthOf = larger(this.lengthOf);
  }
}
