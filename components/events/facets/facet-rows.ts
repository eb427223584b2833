import type { IncludeKey } from "@/lib/audit/query-table";
import type { FacetName } from "@/lib/audit/summary";

export interface FacetRow {
  readonly name: FacetName;
  readonly label: string;
  /** The filter that a click sets; `null` for accounts, of which a question names one or all. */
  readonly list: IncludeKey | null;
  /** What is counted under `none`. */
  readonly none: string;
}

export const FACETS: readonly FacetRow[] = [
  // Only where several accounts are asked.
  { name: "account", label: "Account", list: null, none: "" },
  { name: "event_type", label: "Type", list: "eventTypes", none: "no type in the event" },
  { name: "user", label: "Actor", list: "user", none: "no user in the event" },
  { name: "ip", label: "Address", list: "ip", none: "no address in the event" },
  { name: "country", label: "Country", list: "country", none: "no country in the event" },
  { name: "source", label: "Source", list: "source", none: "no source in the event" },
  { name: "resource", label: "Resource", list: "resource", none: "names no thing" },
];
