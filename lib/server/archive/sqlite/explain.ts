import { StoreError } from "../../database/store-error.ts";

/** SQLite's primary result codes, and what an operator should know of each. */
const SENTENCES: Readonly<Record<number, (file: string) => string>> = {
  5: (file) => `The archive ${file} is locked by another program: nothing was written.`,
  8: (file) =>
    `The archive ${file} may not be written: look at the owner and mode of the file and its folder.`,
  10: (file) => `The archive ${file} cannot be read or written: the disk fails. Nothing was written.`,
  11: (file) => `The archive ${file} is damaged: put back a copy of it.`,
  13: (file) => `The disk of the archive ${file} is full: nothing was written. Make room, and it goes on.`,
  14: (file) => `The archive ${file} cannot be opened: look at the folder, its owner and mode.`,
  26: (file) => `The archive ${file} cannot be opened: it is not a database.`,
};

/** What an engine threw as a `StoreError` for the operator, where it is about the file; anything else as it is. */
export function explain(error: unknown, file: string): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error;
  const { errcode } = error as { errcode?: unknown };
  const sentence = typeof errcode === "number" ? SENTENCES[errcode & 0xff] : undefined;
  return sentence === undefined ? error : new StoreError(sentence(file), { cause: error });
}
