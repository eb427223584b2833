import { parentPort, workerData } from "node:worker_threads";
import { run } from "../direct-store.ts";
import { openForReading, openForWriting } from "../open-file.ts";
import { readingOps, writingOps } from "../ops.ts";
import { type Answer, type Call, type ThreadData, toFailure } from "./wire.ts";

/** One thread with one connection. SQLite's calls hold it until they end; calls are answered one after another. */
const { file, role } = workerData as ThreadData;
const ops = role === "write" ? writingOps : readingOps;
const db = role === "write" ? openForWriting(file) : openForReading(file);

const answer = (message: Answer): void => parentPort?.postMessage(message);

async function serve(id: number, work: () => Promise<unknown>): Promise<void> {
  try {
    answer({ id, result: await work() });
  } catch (error) {
    answer({ id, failure: toFailure(error, file) });
  }
}

let last = serve(0, async () => void (await db));
parentPort?.on("message", ({ id, op, args }: Call) => {
  last = last.then(() =>
    serve(id, async () => {
      if (op !== "close") return run(await db, ops, op, args);
      return (await db).destroy();
    }),
  );
});
