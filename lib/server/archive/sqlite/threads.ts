import type { Store } from "../ops.ts";
import { Thread } from "./thread.ts";

const READERS = 2;

/** One thread that writes and two that read one file; each read goes to the less busy. Rejects with `StoreError`. */
export async function openThreads(script: string, file: string): Promise<Store> {
  const writer = new Thread(script, { file, role: "write" });
  const readers = Array.from({ length: READERS }, () => new Thread(script, { file, role: "read" }));
  const close = async () => {
    await Promise.all(readers.map((reader) => reader.close()));
    // Last: the connection that closes last empties the write-ahead log.
    await writer.close();
  };
  try {
    // First: it makes and migrates what the others read.
    await writer.open();
    await Promise.all(readers.map((reader) => reader.open()));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    read: (op: string, ...args: unknown[]) =>
      readers.reduce((least, reader) => (reader.load < least.load ? reader : least)).call(op, args),
    write: (op: string, ...args: unknown[]) => writer.call(op, args),
    close,
  } as Store;
}
