import { Worker } from "node:worker_threads";
import { StoreError } from "../../database/store-error.ts";
import { type Answer, type Call, type ThreadData, toError } from "./wire.ts";

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * A worker thread with one connection. When it ends of itself, what it was asked is answered by a `StoreError`, and the next call
 * starts it anew: the file holds whole transactions alone, so nothing has to be repaired.
 */
export class Thread {
  readonly #script: string;
  readonly #data: ThreadData;
  #running: { worker: Worker; waiting: Map<number, Waiting>; opened: Promise<unknown> } | undefined;
  #next = 1;
  #closed = false;

  constructor(script: string, data: ThreadData) {
    this.#script = script;
    this.#data = data;
  }

  /** Calls that are not answered yet. */
  get load(): number {
    return this.#running?.waiting.size ?? 0;
  }

  /** Resolves when the file stands open. */
  async open(): Promise<void> {
    await this.#start().opened;
  }

  async call(op: string, args: readonly unknown[]): Promise<unknown> {
    const running = this.#start();
    await running.opened;
    return this.#ask(running, this.#next++, { op, args });
  }

  /** Lets what was asked before end first; what is asked later is refused. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = this.#running;
    if (running === undefined) return;
    await running.opened.catch(() => undefined);
    if (this.#running !== running) return;
    await this.#ask(running, this.#next++, { op: "close", args: [] });
    this.#running = undefined;
    await running.worker.terminate();
  }

  #start() {
    if (this.#closed) throw new StoreError("The archive is closed.");
    if (this.#running !== undefined) return this.#running;
    const worker = new Worker(/* turbopackIgnore: true */ this.#script, { workerData: this.#data });
    const waiting = new Map<number, Waiting>();
    const running = { worker, waiting, opened: this.#wait(worker, waiting, 0) };
    const over = (why: string) => {
      if (this.#running === running) this.#running = undefined;
      const error = new StoreError(
        `The archive's ${this.#data.role === "write" ? "writing" : "reading"} thread ended: ${why}.`,
      );
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    worker.on("message", (answer: Answer) => {
      const waiter = waiting.get(answer.id);
      waiting.delete(answer.id);
      // An idle thread does not keep a process alive.
      if (waiting.size === 0) worker.unref();
      if ("result" in answer) return waiter?.resolve(answer.result);
      waiter?.reject(toError(answer.failure));
      // A file that could not be opened is tried again by the next call.
      if (answer.id === 0) {
        over("the file could not be opened");
        void worker.terminate();
      }
    });
    worker.on("error", (error) => over(error.message));
    worker.on("exit", (code) => over(`exit code ${code}`));
    this.#running = running;
    return running;
  }

  #ask(running: { worker: Worker; waiting: Map<number, Waiting> }, id: number, call: Omit<Call, "id">) {
    // First, since it throws where an argument cannot be cloned; no answer comes before this turn has ended.
    running.worker.postMessage({ id, ...call });
    return this.#wait(running.worker, running.waiting, id);
  }

  #wait(worker: Worker, waiting: Map<number, Waiting>, id: number): Promise<unknown> {
    worker.ref();
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }
}
