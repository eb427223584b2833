import type { Order } from "./http/list-reply";

export interface SimulatorOptions {
  /** 0 or absent: a free one. */
  port?: number;
  host?: string;
  /** The moment the data reaches to, and where the simulator's clock starts. Absent: the current time. */
  now?: Date | string;
  /** With `live`: the moment the made history ends, when that is before `now`; live events fill what is between. */
  anchor?: Date | string;
  seed?: string | number;
  /** Of both accounts together. Absent: 25,000. */
  events?: number;
  order?: Order;
  live?: boolean;
  /** Seconds between two live events, on average. */
  liveEvery?: number;
  admin?: boolean;
}

export const DEFAULT_EVENTS = 25_000;
const MOST_EVENTS = 1_000_000;

export const USAGE = `Usage: npm run simulator -- [options]
  --port N            0 is a free port (default 0)
  --host NAME         (default 127.0.0.1)
  --now TIME          ISO-8601; the moment the data reaches to (default: the current time)
  --anchor TIME       with --live: where the made history ends; live events fill up to --now
  --seed TEXT         same seed, same history (default 1)
  --events N          of both accounts together, up to ${MOST_EVENTS} (default ${DEFAULT_EVENTS})
  --order newest|oldest
  --live              new events keep arriving
  --live-every N      seconds between two of them (default 5)
  --admin             fault script, call log and more under /__admin/
  --help`;

function number(name: string, text: string, least: number, most: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!(value >= least && value <= most))
    throw new TypeError(`${name} is a number from ${least} to ${most}.`);
  return value;
}

/** Reads the command line; "help" when it asks for help. Throws a sentence for anything it does not know. */
export function parseOptions(args: readonly string[]): SimulatorOptions | "help" {
  const options: SimulatorOptions = {};
  const rest = args.flatMap((arg) => (/^--[a-z-]+=/.test(arg) ? arg.split(/=(.*)/s, 2) : [arg]));
  for (let i = 0; i < rest.length; i += 1) {
    const name = rest[i]!;
    const value = (): string => {
      const next = rest[(i += 1)];
      if (next === undefined) throw new TypeError(`${name} needs a value.`);
      return next;
    };
    if (name === "--help") return "help";
    else if (name === "--port") options.port = Math.floor(number(name, value(), 0, 65_535));
    else if (name === "--host") options.host = value();
    else if (name === "--now") options.now = value();
    else if (name === "--anchor") options.anchor = value();
    else if (name === "--seed") options.seed = value();
    else if (name === "--events") options.events = Math.floor(number(name, value(), 0, MOST_EVENTS));
    else if (name === "--live") options.live = true;
    else if (name === "--live-every") options.liveEvery = number(name, value(), 0.01, 86_400);
    else if (name === "--admin") options.admin = true;
    else if (name === "--order") {
      const order = value();
      if (order !== "newest" && order !== "oldest") throw new TypeError("--order is newest or oldest.");
      options.order = order;
    } else throw new TypeError(`Not an option: ${name}.`);
  }
  return options;
}
