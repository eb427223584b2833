import "server-only";
import { type CallOptions, Deadline } from "../vonage/index.ts";

/** Every request of ours is answered within 30 s, however many calls to the upstream it takes: they share this. */
const TOTAL_MS = 25_000;

export const newCall = (signal: AbortSignal | undefined): CallOptions => ({
  signal,
  deadline: new Deadline(TOTAL_MS),
});
