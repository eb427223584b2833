import type { Db } from "./db.ts";
import * as proof from "./proof/ops.ts";
import * as reading from "./reading/ops.ts";
import * as writing from "./writing/ops.ts";

/**
 * What runs where the store is: on a worker's thread for SQLite. An operation is a plain function over a connection whose
 * arguments and result can be cloned. A stream is asked for in chunks.
 */
export const writingOps = {
  write: writing.write,
  miss: writing.miss,
  setSyncState: writing.setSyncState,
  setKnown: writing.setKnown,
  raiseFloor: writing.raiseFloor,
  pruneSome: writing.pruneSome,
  indexSome: writing.indexSome,
  keepVerification: proof.keepVerification,
};

export const readingOps = {
  page: reading.page,
  list: reading.list,
  count: reading.count,
  summary: reading.summary,
  firstSeen: reading.firstSeenOf,
  firstHosts: reading.firstHosts,
  event: reading.event,
  streamChunk: reading.streamChunk,
  lateSince: reading.lateSince,
  types: reading.types,
  coverage: writing.coverage,
  holdings: writing.holdings,
  discrepancies: writing.discrepancies,
  unknownDiscrepancies: writing.unknownDiscrepancies,
  otherTexts: writing.otherTexts,
  syncState: writing.syncState,
  checkpoint: proof.checkpoint,
  walkOn: proof.walkOn,
  verified: proof.verified,
};

export type WritingOps = typeof writingOps;
export type ReadingOps = typeof readingOps;

type Rest<Op> = Op extends (db: Db, ...args: infer Args) => Promise<infer Result>
  ? (...args: Args) => Promise<Result>
  : never;

/** How the archive reaches its operations: over threads, or directly. */
export interface Store {
  read<Name extends keyof ReadingOps>(
    op: Name,
    ...args: Parameters<Rest<ReadingOps[Name]>>
  ): ReturnType<Rest<ReadingOps[Name]>>;
  write<Name extends keyof WritingOps>(
    op: Name,
    ...args: Parameters<Rest<WritingOps[Name]>>
  ): ReturnType<Rest<WritingOps[Name]>>;
  close(): Promise<void>;
}
