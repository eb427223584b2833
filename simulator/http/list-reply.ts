import type { EventStore } from "../store/event-store";
import type { Selection } from "../store/select";
import type { ListQuery } from "./list-query";
import { json, type Reply } from "./reply";

export type Order = "newest" | "oldest";

export interface ListFaults {
  /** The page begins one event early: the last of the previous page comes again. */
  readonly repeatsPrevious?: boolean;
  /** Has the last word on one event's text. */
  readonly rewrite?: (index: number, text: string) => string;
}

const COMMA = Buffer.from(",");

/** `_links` as HAL writes them, with the `http://` that the published examples have. */
function links(host: string, path: string, params: URLSearchParams, query: ListQuery, pages: number): string {
  const href = (page: number) => {
    const next = new URLSearchParams(params);
    next.set("page", String(page));
    next.set("size", String(query.size));
    return { href: `http://${host}${path}?${next}` };
  };
  return JSON.stringify({
    self: href(query.page),
    ...(query.page < pages && { next: href(query.page + 1) }),
    last: href(Math.max(1, pages)),
  });
}

function eventBytes(
  store: EventStore,
  selection: Selection,
  order: Order,
  faults: ListFaults,
  query: ListQuery,
) {
  const first = (query.page - 1) * query.size;
  const start = faults.repeatsPrevious && first > 0 && first < selection.total ? first - 1 : first;
  // A page that began early still ends with the list, so that nothing is missing from the last one.
  const end = Math.min(
    first + query.size >= selection.total ? selection.total : start + query.size,
    selection.total,
  );
  const parts: Buffer[] = [];
  for (let i = start; i < end; i += 1) {
    const position = selection.position(order === "newest" ? selection.total - 1 - i : i);
    const bytes = store.bytesAt(position);
    if (parts.length > 0) parts.push(COMMA);
    parts.push(faults.rewrite ? Buffer.from(faults.rewrite(i - start, bytes.toString())) : bytes);
  }
  return parts;
}

export function listReply(
  store: EventStore,
  selection: Selection,
  query: ListQuery,
  order: Order,
  page: { host: string; path: string; params: URLSearchParams },
  faults: ListFaults,
): Reply {
  const pages = Math.ceil(selection.total / query.size);
  const parts = eventBytes(store, selection, order, faults, query);
  const described = JSON.stringify({
    size: query.size,
    number: query.page,
    totalElements: selection.total,
    totalPages: pages,
  });
  const tail = `"_links":${links(page.host, page.path, page.params, query, pages)},"page":${described}}`;
  // With no match there is no `_embedded` key at all.
  if (parts.length === 0) return json(200, `{${tail}`);
  return json(
    200,
    Buffer.concat([Buffer.from('{"_embedded":{"events":['), ...parts, Buffer.from(`]},${tail}`)]),
  );
}
