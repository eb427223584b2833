import "server-only";
import type { EventQuery, ResolvedWindow } from "../../../audit/query.ts";
import { isEmptyWindow } from "../../../audit/time/window.ts";
import type { Archive, StoredEvent } from "../../archive/archive.ts";
import { toQuestion } from "../question.ts";
import type { Reach } from "../reach.ts";
import { archiveReceipt, whoseEvents } from "../receipts.ts";
import type { ExportSource } from "./source.ts";

/** What the archive holds of a query. Its stream is of one moment: what arrives while it runs is not in it. */
export async function archivedSource(
  archive: Archive,
  accounts: readonly string[],
  query: EventQuery,
  window: ResolvedWindow,
  reach: Reach,
  signal: AbortSignal,
): Promise<ExportSource> {
  const question = toQuestion(query, window, accounts);
  const empty = isEmptyWindow(window);
  const total = empty ? Promise.resolve(0) : archive.count(question);
  // It is looked at when the last event has been written; until then its failure is nobody's.
  total.catch(() => {});
  const stream = empty ? none() : archive.stream(question, query.sort === "-created_at", signal);
  const rest = stream[Symbol.asyncIterator]();
  const first = await rest.next();
  return {
    total,
    chunks: textsOf(first, rest, signal),
    receipt: async (count) => {
      const receipt = archiveReceipt(window, reach, {
        ...whoseEvents(query, accounts),
        counted: count,
        arrivedSince: null,
        lateSince: await archive.lateSince(question, window.asOf),
      });
      return count === (await total)
        ? receipt
        : { ...receipt, complete: false, reason: receipt.reason ?? "shifted" };
    },
  };
}

async function* none(): AsyncGenerator<readonly StoredEvent[]> {}

type Chunks = AsyncIterator<readonly StoredEvent[]>;

async function* textsOf(
  first: IteratorResult<readonly StoredEvent[]>,
  rest: Chunks,
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  try {
    for (let chunk = first; chunk.done !== true; chunk = await rest.next()) {
      signal.throwIfAborted();
      // What was pruned has no text any more, and is none.
      yield chunk.value.flatMap(({ raw }) => (raw === null ? [] : [raw]));
    }
  } finally {
    await rest.return?.();
  }
}
