import { type IncomingMessage, request } from "node:http";
import type { ExportStatus } from "../../audit/export.ts";
import type { TestedConsole } from "./running-console.ts";

/** A download whose body is taken as the test likes. */
export function begin({ url }: TestedConsole, path: string, cookie: string): Promise<IncomingMessage> {
  const { hostname, port } = new URL(url);
  return new Promise((done, fail) => {
    const sent = request({ hostname, port, path, headers: { cookie }, agent: false }, done);
    sent.on("error", fail).end();
  });
}

/** Once something has come; no more is taken then. */
export const firstBytes = (reply: IncomingMessage) =>
  new Promise<void>((done, fail) => {
    reply.once("data", () => {
      reply.pause();
      done();
    });
    reply.once("error", fail);
  });

export const statusOf = async (tested: TestedConsole, id: string, cookie: string) =>
  (await tested.ask(`/api/exports/${id}`, cookie)).json<ExportStatus & { code?: string }>();

export async function ended(tested: TestedConsole, id: string, cookie: string): Promise<ExportStatus> {
  for (let tries = 0; tries < 200; tries++) {
    const status = await statusOf(tested, id, cookie);
    if (status.state !== "running") return status;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(`The export ${id} goes on running.`);
}
