import type { AddressInfo } from "node:net";
import { Account, type PartialEvent } from "./account";
import { History } from "./data/history";
import { Random } from "./data/random";
import { FaultScript, type FaultRule } from "./faults/rules";
import { insertEvents, setDelay, setOrder } from "./http/admin";
import { CallLog, type Call } from "./http/call-log";
import type { Order } from "./http/list-reply";
import { BASE } from "./http/respond";
import { createAuditServer, type World } from "./http/server";
import { DEFAULT_EVENTS, type SimulatorOptions } from "./options";

export type { PartialEvent } from "./account";
export type { DataFault, Fault, FaultMatch, FaultRule, TransportFault } from "./faults/rules";
export type { Call } from "./http/call-log";
export type { SimulatorOptions } from "./options";

export interface SimulatorAccount {
  name: string;
  apiKey: string;
  apiSecret: string;
}

/** An event as the simulator itself knows it: what a test compares answers with. */
export interface TrueEvent {
  /** Seconds since 1970, UTC. */
  at: number;
  /** The bytes that the API sends for it. */
  text: string;
  /** Made wrong on purpose. */
  misshapen: boolean;
}

export interface Simulator {
  /** The base URL of the API, with its path. */
  url: string;
  /** There with `admin` only; the functions below work without it. */
  adminUrl?: string;
  accounts: SimulatorAccount[];
  /** The moment the data reached to at the start, and where the made history before it ends. */
  now: string;
  anchor: string;
  seed: string;
  /** Plays a fault script from its beginning, in place of the one before. */
  setFaults(script: readonly FaultRule[]): void;
  clearFaults(): void;
  calls(): Call[];
  clearCalls(): void;
  /** Inserts events now, as late as their `created_at` says; returns their ids. `account` is a key or a name. */
  addEvents(account: string, events: readonly PartialEvent[]): string[];
  setOrder(order: Order, account?: string): void;
  setDelay(ms: number): void;
  /** All events of an account, oldest first. */
  truth(account: string): TrueEvent[];
  /** Ends the server at once, open connections included. */
  close(): Promise<void>;
}

/** The first account has three quarters of the events. */
const DEMO = [
  { name: "Acme production", apiKey: "7c9e4b21", share: 0.76 },
  { name: "Acme EMEA", apiKey: "b52d77c0", share: 0.24 },
] as const;

/** More than this are not made up for a time that has passed: a demo that slept for a year should still start. */
const MOST_CAUGHT_UP = 200_000;

function seconds(moment: Date | string | undefined, otherwise: number): number {
  if (moment === undefined) return otherwise;
  const zoneless = typeof moment === "string" && /T[\d:.]+$/.test(moment);
  const time = new Date(zoneless ? `${moment}Z` : moment).getTime();
  if (Number.isNaN(time)) throw new TypeError(`Not an ISO-8601 time: ${String(moment)}.`);
  return Math.floor(time / 1000);
}

const iso = (at: number) => new Date(at * 1000).toISOString().replace(".000Z", "Z");

/** Lets live events arrive as the clock passes them; returns what stops it. */
function growLive(
  histories: readonly History[],
  seed: string,
  from: number,
  every: number,
  clock: () => number,
) {
  const random = new Random(`${seed}/live`);
  let next = Math.max(from, clock() - MOST_CAUGHT_UP * every);
  const step = () => (next += every * (0.5 + random.next()));
  const grow = () => {
    for (const now = clock(); next <= now; step())
      histories[random.chance(0.76) ? 0 : 1]!.next(Math.floor(next));
  };
  step();
  grow();
  const timer = setInterval(grow, Math.min(1000, every * 500));
  return () => clearInterval(timer);
}

/** Starts the Audit API of two demo accounts and resolves when it listens. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const started = Date.now();
  const seed = String(options.seed ?? 1);
  const now = seconds(options.now, Math.floor(started / 1000));
  const anchor = options.live ? Math.min(now, seconds(options.anchor, now)) : now;
  const clock = () => now + Math.floor((Date.now() - started) / 1000);
  const wanted = options.events ?? DEFAULT_EVENTS;
  const first = Math.round(wanted * DEMO[0].share);

  const accounts = DEMO.map(({ name, apiKey }) => new Account(name, apiKey, seed, options.order ?? "newest"));
  const histories = accounts.map(
    (account, i) => new History(account, seed, anchor, i === 0 ? first : wanted - first),
  );
  for (const history of histories) history.load();
  const stopGrowing = options.live
    ? growLive(histories, seed, anchor, options.liveEvery ?? 5, clock)
    : () => {};

  const script = new FaultScript();
  const calls = new CallLog();
  const world: World = { accounts, script, calls, admin: options.admin ?? false, delay: 0, clock };
  const server = createAuditServer(world);
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const origin = `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;

  return {
    url: `${origin}${BASE}`,
    ...(world.admin && { adminUrl: `${origin}/__admin` }),
    accounts: accounts.map(({ name, apiKey, apiSecret }) => ({ name, apiKey, apiSecret })),
    now: iso(now),
    anchor: iso(anchor),
    seed,
    setFaults: (rules) => script.set(rules),
    clearFaults: () => script.set([]),
    calls: () => calls.list(),
    clearCalls: () => calls.clear(),
    addEvents: (account, events) => insertEvents(world, account, events),
    setOrder: (order, account) => setOrder(world, order, account),
    setDelay: (ms) => setDelay(world, ms),
    truth: (name) => {
      const account = accounts.find(({ apiKey, name: own }) => apiKey === name || own === name);
      if (!account) throw new TypeError(`No such account: ${name}.`);
      const { store } = account;
      return Array.from({ length: store.size }, (_, position) => ({
        at: store.timeAt(position),
        text: store.textAt(position),
        misshapen: store.misshapenAt(position),
      }));
    },
    close: () => {
      stopGrowing();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
