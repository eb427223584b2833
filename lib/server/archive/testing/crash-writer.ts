import { openSqliteArchive } from "../open-sqlite-archive.ts";
import { crashReading } from "./crash-reading.ts";

/** A process that writes reading after reading until it is killed, and says the number of each that was acknowledged. */
const [, , file = "", first = "0"] = process.argv;
const archive = await openSqliteArchive(file);
process.stdout.write("open\n");
for (let i = Number(first); ; i++) {
  await archive.write(crashReading(i));
  process.stdout.write(`${i}\n`);
}
