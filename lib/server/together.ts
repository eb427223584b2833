/** How long ago a question may have been put that somebody else joins, in ms: its answer is as good as new. */
const JOINED_MS = 100;

interface Running<Answer> {
  readonly answer: Promise<Answer>;
  readonly since: number;
  readonly stop: AbortController;
  readers: number;
}

/**
 * One asking for all who want to know the same within a moment: a team that opens one link, or polls one list, costs the account's
 * budget one request. Its failure is everybody's, so nothing is tried once for each. It ends when the last of them has gone away.
 */
export class Together<Answer> {
  readonly #running = new Map<string, Running<Answer>>();

  /** Rejects as `begin` does, or with the signal's own reason when this caller gives up. */
  ask(
    question: string,
    signal: AbortSignal | undefined,
    begin: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const running = this.#toJoin(question) ?? this.#begin(question, begin);
    running.readers += 1;
    if (signal === undefined) return running.answer;
    return new Promise((resolve, reject) => {
      const leave = () => {
        running.readers -= 1;
        if (running.readers === 0) running.stop.abort(signal.reason);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      const stay = () => signal.removeEventListener("abort", leave);
      running.answer.then(
        (answer) => (stay(), resolve(answer)),
        (error: unknown) => (stay(), reject(error)),
      );
    });
  }

  #toJoin(question: string): Running<Answer> | undefined {
    const running = this.#running.get(question);
    if (running === undefined || running.stop.signal.aborted) return undefined;
    return performance.now() - running.since <= JOINED_MS ? running : undefined;
  }

  #begin(question: string, begin: (signal: AbortSignal) => Promise<Answer>): Running<Answer> {
    const stop = new AbortController();
    const over = () => {
      if (this.#running.get(question) === running) this.#running.delete(question);
    };
    const answer = begin(stop.signal);
    const running = { answer, since: performance.now(), stop, readers: 0 };
    this.#running.set(question, running);
    answer.then(over, over);
    return running;
  }
}
