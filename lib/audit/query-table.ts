import { badParameter } from "./errors.ts";
import type { Instant } from "./event.ts";
import type { EventQuery, Sort } from "./query.ts";
import * as values from "./query-values.ts";
import { parseStamp, writeStamp } from "./time/stamp.ts";
import { DEFAULT_PM, parsePm, parseWindow } from "./time/window.ts";

export type IncludeKey = "eventTypes" | "user" | "ip" | "country" | "source" | "resource";
export type ListKey = IncludeKey | `exclude${Capitalize<IncludeKey>}`;

/** What has been read so far. The five time parameters become one `TimeChoice` when all are known. */
export type Draft = { -readonly [Key in keyof EventQuery]?: EventQuery[Key] } & {
  dateFrom?: Instant;
  dateTo?: Instant;
  window?: string;
  around?: Instant;
  pm?: string;
};

/** One query parameter. `read` throws `bad_parameter`; `write` gives `null` for the default. */
export interface Parameter {
  readonly name: string;
  /** The field's word on screen. */
  readonly label: string;
  readonly list?: ListKey;
  /** Upstream cannot do it: only an archive can. */
  readonly archive?: true;
  read(text: string): Draft;
  write(query: EventQuery): string | null;
}

const list = (name: string, label: string, key: ListKey, item: values.Item): Parameter => ({
  name,
  label,
  list: key,
  read: (text) => ({ [key]: values.parseList(name, text, item) }),
  write: (query) => query[key].join(",") || null,
});
const archived = (parameter: Parameter): Parameter => ({ ...parameter, archive: true });

/** The one definition of a query, in the canonical order in which it is written. */
export const PARAMETERS: readonly Parameter[] = [
  {
    name: "account",
    label: "Account",
    read: (text) => ({ account: values.parseAccount(text) }),
    write: (query) => query.account,
  },
  list("event_type", "Type", "eventTypes", values.eventTypeItem),
  archived(list("exclude_event_type", "Type", "excludeEventTypes", values.eventTypeItem)),
  {
    name: "date_from",
    label: "From",
    read: (text) => ({ dateFrom: parseStamp("date_from", text, "from") }),
    write: ({ time }) => (time.kind === "absolute" ? writeStamp(time.from) : null),
  },
  {
    name: "date_to",
    label: "To",
    read: (text) => ({ dateTo: parseStamp("date_to", text, "to") }),
    write: ({ time }) => (time.kind === "absolute" ? writeStamp(time.to) : null),
  },
  {
    name: "window",
    label: "Window",
    read: (text) => ({ window: parseWindow(text) }),
    write: ({ time }) => (time.kind === "window" ? time.window : null),
  },
  {
    name: "around",
    label: "Around",
    read: (text) => ({ around: parseStamp("around", text, "moment") }),
    write: ({ time }) => (time.kind === "around" ? writeStamp(time.around) : null),
  },
  {
    name: "pm",
    label: "±",
    read: (text) => ({ pm: parsePm(text) }),
    write: ({ time }) => (time.kind === "around" && time.pm !== DEFAULT_PM ? time.pm : null),
  },
  {
    name: "search_text",
    label: "Text",
    read: (text) => ({ searchText: values.parseSearchText(text) }),
    write: (query) => query.searchText,
  },
  archived(list("user", "Actor", "user", values.userItem)),
  archived(list("exclude_user", "Actor", "excludeUser", values.userItem)),
  archived(list("ip", "Address", "ip", values.ipItem)),
  archived(list("exclude_ip", "Address", "excludeIp", values.ipItem)),
  archived(list("country", "Country", "country", values.countryItem)),
  archived(list("exclude_country", "Country", "excludeCountry", values.countryItem)),
  archived(list("source", "Source", "source", values.sourceItem)),
  archived(list("exclude_source", "Source", "excludeSource", values.sourceItem)),
  archived(list("resource", "Resource", "resource", values.resourceItem)),
  archived(list("exclude_resource", "Resource", "excludeResource", values.resourceItem)),
  {
    name: "sort",
    label: "Sort",
    read: (text) => ({ sort: readSort(text) }),
    write: (query) => (query.sort === "created_at" ? query.sort : null),
  },
  {
    name: "page",
    label: "Page",
    read: (text) => ({ page: values.parseCount("page", text, 1_000_000) }),
    write: (query) => (query.page === 1 ? null : String(query.page)),
  },
  {
    name: "size",
    label: "Page size",
    read: (text) => ({ size: values.parseCount("size", text, 100) }),
    write: (query) => (query.size === 30 ? null : String(query.size)),
  },
  {
    name: "as_of",
    label: "As of",
    read: (text) => ({ asOf: parseStamp("as_of", text, "to") }),
    write: (query) => writeStamp(query.asOf),
  },
];

function readSort(text: string): Sort {
  if (text === "-created_at" || text === "created_at") return text;
  throw badParameter("sort", "sort is -created_at (newest first) or created_at.");
}
