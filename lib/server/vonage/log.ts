import { log } from "../log.ts";

/** What the client has to tell an operator. Values are ours (names, numbers, codes), never what upstream or a reader sent. */
export type Log = (
  message: string,
  details: Readonly<Record<string, string | number | boolean | null>>,
) => void;

export const logWarning: Log = (message, details) => log("warn", message, { ...details });
