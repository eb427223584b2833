import type { Db } from "./db.ts";
import { type ReadingOps, readingOps, type Store, type WritingOps, writingOps } from "./ops.ts";

type Loose = (db: Db, ...args: readonly unknown[]) => Promise<unknown>;

/** Runs an operation by name; the names and arguments were checked where `Store` was called. */
export const run = (
  db: Db,
  ops: ReadingOps | WritingOps,
  name: string,
  args: readonly unknown[],
): Promise<unknown> => (ops as unknown as Record<string, Loose>)[name]?.(db, ...args) ?? unknown(name);

const unknown = (name: string) => Promise.reject(new TypeError(`There is no operation ${name}.`));

/** Operations on this thread, for an engine of its own process and for commands. Closes both connections. */
export const directStore = (writer: Db, reader: Db): Store =>
  ({
    read: (name: string, ...args: unknown[]) => run(reader, readingOps, name, args),
    write: (name: string, ...args: unknown[]) => run(writer, writingOps, name, args),
    close: async () => {
      await reader.destroy();
      await writer.destroy();
    },
  }) as Store;
