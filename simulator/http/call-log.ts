export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** The key that the caller gave, whether or not its secret was right; null: none. */
  readonly account: string | null;
  readonly at: string;
  /** null while it is not answered, and for ever where a fault never answers. */
  status: number | null;
  /** The caller left before its answer was whole. */
  aborted?: true;
}

const MOST = 100_000;

/** The last calls, oldest first. The secret is not kept. */
export class CallLog {
  private calls: Call[] = [];

  add(call: Call): Call {
    if (this.calls.length >= MOST) this.calls.splice(0, MOST / 10);
    this.calls.push(call);
    return call;
  }

  list(): Call[] {
    return [...this.calls];
  }

  clear(): void {
    this.calls = [];
  }
}
