import { cpus, loadavg } from "node:os";
import { KB, scriptsOf, sum } from "../../e2e/support/scripts.ts";
import { measureCold } from "./cold.ts";
import { measureDrawer, type Opened } from "./drawer.ts";
import { measureFilter, WAYS } from "./filters.ts";
import type { Probed } from "./probe.ts";
import { measureScroll, type Scrolled } from "./scroll.ts";
import { print, ratio, row, shift, times } from "./table.ts";
import { EVENTS, openList, openWorld, type World } from "./world.ts";

const flag = (name: string, otherwise: string): string => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};
const ROUNDS = Number(flag("--rounds", "20"));
const PARTS: Record<string, (world: World) => Promise<void>> = { filters, drawer, scroll, cold, load };
const ONLY = flag("--only", Object.keys(PARTS).join()).split(",");

async function filters(world: World): Promise<void> {
  const context = await world.fresh();
  const page = await openList(context);
  const taken = new Map<string, Awaited<ReturnType<typeof measureFilter>>[]>();
  for (let round = 0; round < ROUNDS; round++)
    for (const way of WAYS)
      taken.set(way.name, [...(taken.get(way.name) ?? []), await measureFilter(page, way, round)]);
  await context.close();
  const aim = "p50 ≤ 100, p95 ≤ 200 ms";
  for (const [name, all] of taken)
    times(
      `filter: ${name} → rows and count painted`,
      all.map(({ rows }) => rows),
      aim,
    );
  const every = [...taken.values()].flat();
  times(
    "all of these filters",
    every.map(({ rows }) => rows),
    aim,
  );
  times(
    "all of these → bars and facets whole too",
    every.map(({ whole }) => whole),
  );
  shift(
    "filtering",
    every.map(({ shifts }) => shifts),
  );
}

async function drawer(world: World): Promise<void> {
  const context = await world.fresh();
  const page = await openList(context);
  const taken: Opened[] = [];
  for (let round = 0; round < ROUNDS; round++) taken.push(await measureDrawer(page, round));
  const { shifts } = await page.evaluate(() => (window as unknown as Probed).probe.take());
  await context.close();
  times(
    "drawer: a click on a row → facts painted",
    taken.map(({ click }) => click),
    "≤ 50 ms",
  );
  times(
    "drawer: Enter on a row",
    taken.map(({ enter }) => enter),
    "≤ 50 ms",
  );
  times(
    "drawer: the next event, `j`",
    taken.map(({ next }) => next),
    "≤ 50 ms",
  );
  shift("load and drawer", [shifts]);
}

async function scroll(world: World): Promise<void> {
  const { wheel, thumb } = await measureScroll(world);
  const told = (how: string, { rows, seconds, frames, long, unread }: Scrolled) => {
    const over = (all: readonly number[]) => all.filter((ms) => ms > 50).length;
    const what = `${rows.toFixed(0)} rows by ${how} in ${seconds.toFixed(0)} s`;
    const worst = `longest ${Math.max(0, ...frames).toFixed(0)} ms`;
    row(`${what}: frames over 50 ms`, frames.length, `${over(frames)}`, worst, "", "0");
    row("as the browser tells long animation frames", null, `${over(long)}`, "", "", "0");
    row("frames whose middle row was not read yet", frames.length, `${unread}`);
  };
  told("the wheel", wheel);
  told("the thumb", thumb);
  shift("scrolling", [wheel.shifts, thumb.shifts]);
}

async function cold(world: World): Promise<void> {
  const { console, same, quiet, drawer, loads, bytes } = await measureCold(world, ROUNDS);
  times("drawer: the first of a page, a second after it came", drawer, "≤ 50 ms");
  times(`first row visible, cold (${(bytes / KB).toFixed(0)} KB of HTML as sent)`, console);
  times("static, the same bytes and scripts", same);
  ratio("× static, the same bytes and scripts", console, same, "≤ 1.5");
  times("static, no script runs", quiet);
  ratio("× static, no script runs", console, quiet, "");
  shift("cold load and first drawer", loads);
}

async function load(world: World): Promise<void> {
  const context = await world.fresh();
  const page = await context.newPage();
  const empty = sum(await scriptsOf(page, "/no-such-page"));
  const events = sum(await scriptsOf(page, "/events"));
  row(
    "first-load JavaScript over the empty page",
    1,
    `${((events - empty) / KB).toFixed(1)} KB gzip`,
    "",
    "",
    "≤ 100 KB",
  );
  await context.close();
}

const world = await openWorld();
const version = world.browser.version();
try {
  for (const name of ONLY) await PARTS[name]?.(world);
} finally {
  await world.close();
}
const today = new Date().toISOString().slice(0, 10);
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}`;
print(
  `${today}, ${EVENTS.toLocaleString("en")} events, Chromium ${version}, Node ${process.version}, ${machine}`,
);
process.exit(0);
