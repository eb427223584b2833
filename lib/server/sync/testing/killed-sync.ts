// Run by `killed.spec.ts` in a process of its own, which is killed while it works: archives the accounts of the environment.
import { openSqliteArchive } from "../../archive/open-sqlite-archive.ts";
import { config } from "../../config.ts";
import { startSync } from "../sync.ts";

const { accounts, archive: location, upstream } = config();
if (location === null) throw new Error("ARCHIVE_URL names no file.");
const archive = await openSqliteArchive(location.file);
// Small windows and short pauses: there is something to interrupt at every moment.
startSync({
  archive,
  accounts,
  zone: upstream.zone,
  dateSuffix: upstream.dateSuffix,
  settings: {
    windowPages: 2,
    parallel: 2,
    tickMs: 100,
    settleMs: 3_000,
    recentEveryMs: 1_000,
    pastEveryMs: 150,
    missingAgainMs: 200,
    backoffMs: [20, 200],
  },
});
process.stdout.write("started\n");
