import type { ArchiveReader } from "../archive.ts";
import type { Store } from "../ops.ts";
import type { StreamChunk, StreamCursor } from "./stream-chunk.ts";
import type { ReadingOptions } from "./view.ts";

/** The reading half of the archive's interface over one store. */
export const readerOver = (store: Store, options: ReadingOptions): ArchiveReader => ({
  page: (question, slice) => store.read("page", options, question, slice),
  list: (question, slice, since) => store.read("list", options, question, slice, since),
  count: (question) => store.read("count", options, question),
  summary: (question, wish) => store.read("summary", options, question, wish),
  firstSeen: (accounts, seen) => store.read("firstSeen", options, accounts, seen),
  firstHosts: (accounts, named) => store.read("firstHosts", options, accounts, named),
  event: (account, id) => store.read("event", account, id),
  async *stream(question, newestFirst, signal) {
    let cursor: StreamCursor | null = null;
    do {
      signal?.throwIfAborted();
      const chunk: StreamChunk = await store.read("streamChunk", options, question, newestFirst, cursor);
      if (chunk.events.length > 0) yield chunk.events;
      ({ cursor } = chunk);
    } while (cursor !== null);
  },
  lateSince: (question, since) => store.read("lateSince", options, question, since),
  types: (account) => store.read("types", account),
});
