import type { IncomingMessage, ServerResponse } from "node:http";
import type { PartialEvent } from "../account";
import { checkScript } from "../faults/rules";
import { sendPlain } from "../faults/send";
import { errorReply, json, type Reply } from "./reply";
import type { World } from "./server";

type Body = Record<string, unknown>;

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return parts.length === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString("utf8"));
}

function accountsNamed(world: World, name: unknown) {
  const found = world.accounts.filter(
    (account) => name === undefined || account.apiKey === name || account.name === name,
  );
  if (found.length === 0) throw new TypeError(`No such account: ${String(name)}.`);
  return found;
}

export function insertEvents(
  world: World,
  name: string | undefined,
  events: readonly PartialEvent[],
): string[] {
  const [account] = accountsNamed(world, name);
  return events.map((event) => account!.insert(event, world.clock()));
}

export function setOrder(world: World, order: unknown, name?: unknown): void {
  if (order !== "newest" && order !== "oldest") throw new TypeError("The order is newest or oldest.");
  for (const account of accountsNamed(world, name)) account.order = order;
}

export function setDelay(world: World, ms: unknown): void {
  if (typeof ms !== "number" || !(ms >= 0)) throw new TypeError("The delay is a number of milliseconds.");
  world.delay = ms;
}

const none = (): Reply => ({ status: 204, headers: {}, body: Buffer.alloc(0) });

const ROUTES: Record<string, (world: World, body: unknown) => Reply> = {
  "POST /__admin/faults": (world, body) => (world.script.set(checkScript(body)), none()),
  "DELETE /__admin/faults": (world) => (world.script.set([]), none()),
  "GET /__admin/calls": (world) => json(200, JSON.stringify({ calls: world.calls.list() })),
  "DELETE /__admin/calls": (world) => (world.calls.clear(), none()),
  "POST /__admin/events": (world, body) => {
    const { account, events } = (body ?? {}) as Body;
    if (!Array.isArray(events)) throw new TypeError("events is an array of partial events.");
    const ids = insertEvents(world, account as string | undefined, events as PartialEvent[]);
    return json(201, JSON.stringify({ ids }));
  },
  "POST /__admin/order": (world, body) => {
    const { order, account } = (body ?? {}) as Body;
    return (setOrder(world, order, account), none());
  },
  "POST /__admin/delay": (world, body) => (setDelay(world, ((body ?? {}) as Body)["ms"]), none()),
};

/** The routes of a test's own, without authentication: only there with `--admin`, and never in the call log. */
export async function handleAdmin(
  world: World,
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
): Promise<void> {
  const route = ROUTES[`${req.method} ${path}`];
  if (!route) return sendPlain(res, errorReply(404, `No resource was found at ${path}`));
  try {
    sendPlain(res, route(world, await bodyOf(req)));
  } catch (error) {
    sendPlain(res, errorReply(400, (error as Error).message));
  }
}
