import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Account } from "../account";
import { FaultScript, type DataFault } from "../faults/rules";
import { sendFaulty, sendPlain } from "../faults/send";
import { handleAdmin } from "./admin";
import { CallLog, type Call } from "./call-log";
import type { ListFaults } from "./list-reply";
import { credentials, operationOf, pageOf, respond, unauthorized, type Asked } from "./respond";
import { errorReply, type Reply } from "./reply";

export interface World {
  readonly accounts: readonly Account[];
  readonly script: FaultScript;
  readonly calls: CallLog;
  readonly admin: boolean;
  /** Milliseconds that every answer waits. */
  delay: number;
  /** The simulator's own clock, in seconds. */
  clock(): number;
}

/** Inserts what `shift` and `late` ask for; returns what the others do to the page. */
function applyData(faults: readonly DataFault[], account: Account, now: number): ListFaults {
  let repeatsPrevious = false;
  const rewrites: Extract<DataFault, { kind: "mutate" }>[] = [];
  for (const fault of faults) {
    if (fault.kind === "duplicate") repeatsPrevious = true;
    else if (fault.kind === "mutate") rewrites.push(fault);
    else {
      const at = fault.kind === "late" ? now - fault.secondsAgo : now;
      for (let i = 0; i < fault.n; i += 1) account.insert({}, at);
    }
  }
  if (rewrites.length === 0) return { repeatsPrevious };
  const rewrite = (index: number, text: string) =>
    rewrites
      .filter((fault) => fault.index === index)
      .reduce(
        (old, { find, replaceText }) =>
          find === undefined ? replaceText : old.replaceAll(find, () => replaceText),
        text,
      );
  return { repeatsPrevious, rewrite };
}

function ask(req: IncomingMessage): Asked {
  const method = req.method ?? "GET";
  const [path = "/", query = ""] = (req.url ?? "/").split(/\?(.*)/s, 2);
  const host = req.headers.host ?? "localhost";
  return { method, host, path, params: new URLSearchParams(query), operation: operationOf(method, path) };
}

function watch(res: ServerResponse, call: Call, ours: () => boolean): void {
  res.on("finish", () => (call.status = res.statusCode));
  res.on("close", () => {
    if (res.headersSent) call.status ??= res.statusCode;
    if (!res.writableFinished && !ours()) call.aborted = true;
  });
}

async function answer(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const asked = ask(req);
  if (asked.path.startsWith("/__admin/") && world.admin) return handleAdmin(world, req, res, asked.path);

  const given = credentials(req.headers.authorization);
  const named = world.accounts.find((account) => account.apiKey === given?.key) ?? null;
  const call = world.calls.add({
    method: asked.method,
    path: asked.path,
    query: (req.url ?? "").slice(asked.path.length + 1),
    account: given?.key ?? null,
    at: new Date().toISOString(),
    status: null,
  });
  const { data, transport } = world.script.take({
    account: named,
    method: asked.method,
    operation: asked.operation,
    page: pageOf(asked.params),
  });
  const cuts = transport !== null && ["reset", "cut", "wrongLength"].includes(transport.kind);
  watch(res, call, () => cuts);
  // A body on a request that has none of its own must not hold the connection.
  req.resume();

  let reply: Reply;
  if (!named || named.apiSecret !== given?.secret) reply = unauthorized(given !== null);
  else reply = respond(named, asked, applyData(data, named, world.clock()));

  const send = () => (transport ? sendFaulty(res, reply, transport) : sendPlain(res, reply));
  if (world.delay > 0) setTimeout(send, world.delay);
  else send();
}

export function createAuditServer(world: World): Server {
  const server = createServer((req, res) => {
    answer(world, req, res).catch((error: unknown) => {
      if (res.headersSent) return void res.destroy();
      sendPlain(res, errorReply(500, error instanceof Error ? error.message : "Unknown failure"));
    });
  });
  server.keepAliveTimeout = 30_000;
  return server;
}
