// Stands for a thread whose engine crashes when it is asked to.
import { parentPort } from "node:worker_threads";

parentPort.postMessage({ id: 0, result: undefined });
parentPort.on("message", ({ id, op, args }) => {
  if (op === "die") process.exit(7);
  parentPort.postMessage({ id, result: args[0] });
});
