import { readExportRequest } from "../../audit/export.ts";
import { parseQuery } from "../../audit/query-params.ts";
import { exportEvents } from "../events/export.ts";
import { readExport } from "../events/exports.ts";
import { listEvents } from "../events/list.ts";
import type { Principal } from "../identity/roles.ts";
import { processWide } from "../process-wide.ts";
import { readerOf } from "./simulated.ts";

export const ANALYST = readerOf("*", "analyst");
/** The exports that this process works on. */
export const running = processWide<unknown>("exports");

/** An export as a page asks for it: `search` is its address. */
export const open = (search: string, reader: Principal = ANALYST, signal?: AbortSignal) =>
  exportEvents(reader, readExportRequest(new URLSearchParams(search)), signal);

/** A whole export with its end. */
export async function take(search: string, reader: Principal = ANALYST) {
  const { id, name, type, body } = await open(search, reader);
  const bytes = Buffer.from(await new Response(body).arrayBuffer());
  return { id, name, type, bytes, text: bytes.toString("utf8"), status: await readExport(reader, id) };
}

/** The same question, page by page as a list. */
export async function listed(search: string) {
  const query = parseQuery(new URLSearchParams(search));
  const events: { id: string; raw: string }[] = [];
  for (let page = 1; ; page++) {
    const answer = await listEvents(ANALYST, { ...query, page, size: 100 });
    events.push(...answer.events);
    if (page >= answer.page.totalPages) return { events, total: answer.page.totalElements };
  }
}
