import { openSqliteArchive } from "../../lib/server/archive/open-sqlite-archive.ts";
import { ACCOUNT, NOW } from "./build.ts";
import { UNFILTERED } from "../../lib/server/archive/unfiltered.ts";

/** Streams every event of an archive that was just opened, with how much the resident memory rose over it at most. */
export async function streamWhole(
  file: string,
  expected: number,
): Promise<{ events: number; seconds: number; raisedMb: number }> {
  const archive = await openSqliteArchive(file);
  const question = {
    accounts: [ACCOUNT],
    from: null,
    to: NOW,
    ...UNFILTERED,
  };
  await archive.page(question, { newestFirst: true, offset: 0, limit: 30 });
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  let most = before;
  let events = 0;
  for await (const chunk of archive.stream(question, true)) {
    events += chunk.length;
    most = Math.max(most, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - begun) / 1000;
  await archive.close();
  if (events !== expected) throw new Error(`The stream gave ${events} events of ${expected}.`);
  return { events, seconds, raisedMb: (most - before) / 2 ** 20 };
}
