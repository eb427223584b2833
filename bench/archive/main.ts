import { copyFileSync, rmSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { openSqliteArchive } from "../../lib/server/archive/open-sqlite-archive.ts";
import { backfill } from "./backfill.ts";
import { openBare } from "./bare.ts";
import { build, type Built, resourcesFile } from "./build.ts";
import { measure, quantile, type Samples } from "./measure.ts";
import { questionsOn } from "./questions.ts";
import { streamWhole } from "./stream.ts";

const flag = (name: string, otherwise: string): string => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};
const SECONDS = Number(flag("--seconds", "20"));
const SIZES = flag("--events", "100000,1000000").split(",").map(Number);

interface Result {
  readonly built: Built;
  readonly quiet: Map<string, Samples>;
  readonly busy: Map<string, Samples>;
  readonly aims: Map<string, { ms: number; ratio: number | null }>;
  readonly written: number;
  readonly stream: Awaited<ReturnType<typeof streamWhole>>;
}

async function run(events: number): Promise<Result> {
  const built = await build(events);
  // A backfill writes into it: the one that is kept stays as it is.
  const file = `${built.file}.run`;
  copyFileSync(built.file, file);
  copyFileSync(resourcesFile(built.file), resourcesFile(file));
  // First and on its own: what other questions have filled would hide what it costs.
  const stream = await streamWhole(file, events);
  const archive = await openSqliteArchive(file);
  const bare = openBare(file);
  const groups = questionsOn(archive, bare.database);
  const quiet = new Map<string, Samples>();
  const busy = new Map<string, Samples>();
  for (const group of groups) {
    await measure(group, 0, null);
    for (const [name, samples] of await measure(group, SECONDS, bare)) quiet.set(name, samples);
  }
  const writer = backfill(archive);
  for (const group of groups)
    for (const [name, samples] of await measure(group, SECONDS, null)) busy.set(name, samples);
  const written = await writer.stop();
  bare.database.close();
  await archive.close();
  for (const end of ["", ".resources", "-wal", "-shm", ".lock"]) rmSync(file + end, { force: true });
  const aims = new Map(groups.flat().map(({ name, aim }) => [name, aim]));
  return { built, quiet, busy, aims, written, stream };
}

const ms = (time: number) => (time < 10 ? time.toFixed(2) : time.toFixed(0));
const COLUMNS = [
  "Question",
  "asked",
  "p50 ms",
  "p99 ms",
  "CPU ms",
  "bare SQL on a thread: p50",
  "×",
  "CPU",
  "×",
  "bare SQL on the caller's thread: p50",
  "p99 with a backfill",
  "× p99",
  "CPU × the smallest archive",
  "aim",
];

function rowOf(name: string, result: Result, smallest: Result | undefined): string {
  const { archive, here, there } = result.quiet.get(name) ?? { archive: [], here: [], there: [] };
  const [p50, p99, cpu] = [
    quantile(archive, "wall", 0.5),
    quantile(archive, "wall", 0.99),
    quantile(archive, "cpu", 0.5),
  ];
  const [bare, bareCpu] = [quantile(there, "wall", 0.5), quantile(there, "cpu", 0.5)];
  const busy = quantile(result.busy.get(name)?.archive ?? [], "wall", 0.99);
  const small = quantile(smallest?.quiet.get(name)?.archive ?? [], "cpu", 0.5);
  const aim = result.aims.get(name);
  const cells = [
    name,
    archive.length.toLocaleString("en"),
    ms(p50),
    ms(p99),
    ms(cpu),
    ms(bare),
    (p50 / bare).toFixed(1),
    ms(bareCpu),
    (cpu / bareCpu).toFixed(1),
    ms(quantile(here, "wall", 0.5)),
    ms(busy),
    (busy / p99).toFixed(1),
    (cpu / small).toFixed(1),
    aim === undefined ? "" : `≤ ${aim.ms} ms${aim.ratio === null ? "" : `, ≤ ${aim.ratio} ×`}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

async function main(): Promise<void> {
  const results: [number, Result][] = [];
  for (const size of SIZES) results.push([size, await run(size)]);
  const smallest = results[0]?.[1];
  console.log(
    `\n${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  for (const [events, result] of results) {
    const { built, written, stream } = result;
    console.log(`\n## ${events.toLocaleString("en")} events\n`);
    console.log(`| ${COLUMNS.join(" | ")} |\n|${" --- |".repeat(COLUMNS.length)}`);
    for (const name of result.quiet.keys()) console.log(rowOf(name, result, smallest));
    console.log(
      `\n${built.bytesPerEvent.toFixed(0)} bytes an event on disk, of which ${built.rawBytesPerEvent.toFixed(0)} are its text` +
        (built.writesPerSecond === null
          ? ""
          : `; ${built.writesPerSecond.toFixed(0)} events/s written while it was made`) +
        `.\nThe backfill beside the questions wrote ${written.toFixed(0)} events/s.` +
        `\nA stream of all ${stream.events.toLocaleString("en")} took ${stream.seconds.toFixed(1)} s and raised the resident memory by ${stream.raisedMb.toFixed(0)} MB.`,
    );
  }
}

await main();
process.exit(0);
