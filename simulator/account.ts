import { createHash } from "node:crypto";
import { formatSecond } from "./http/dates";
import type { Order } from "./http/list-reply";
import { describeType } from "./data/event-types";
import { EventStore } from "./store/event-store";
import { Selector } from "./store/select";

/** An event to insert: what is absent is made up. `raw` is stored as it stands, with `at` taken from `created_at` beside it. */
export type PartialEvent = Readonly<Record<string, unknown>> & { readonly raw?: string };

/** One demo account: its keys, its events, and how its lists are ordered. */
export class Account {
  readonly apiSecret: string;
  readonly store: EventStore;
  readonly selector: Selector;
  order: Order;

  constructor(
    readonly name: string,
    readonly apiKey: string,
    seed: string,
    order: Order,
  ) {
    this.apiSecret = createHash("sha256").update(`${seed}/${apiKey}/secret`).digest("base64url").slice(0, 16);
    this.store = new EventStore(`${seed}/${apiKey}`);
    this.selector = new Selector(this.store);
    this.order = order;
  }

  /** Inserts an event where its `created_at` belongs (`now`, in seconds, without one) and returns its id. */
  insert(partial: PartialEvent, now: number): string {
    const given =
      typeof partial["created_at"] === "string" ? Date.parse(`${partial["created_at"].slice(0, 19)}Z`) : NaN;
    const at = Number.isNaN(given) ? now : Math.floor(given / 1000);
    const type =
      typeof partial["event_type"] === "string" ? partial["event_type"] : "ACCOUNT_UPDATE_SETTINGS_API";
    const fresh = this.store.nextId();
    const id = typeof partial["id"] === "string" ? partial["id"] : fresh;
    const { raw, ...fields } = partial;
    const event = {
      id,
      event_type: type,
      event_type_description: describeType(type),
      created_at: formatSecond(at),
      account_id: this.apiKey,
      source: "DEVAPI",
      source_description: "Developer API",
      source_ip: "198.51.100.201",
      source_country: "ES",
      ...fields,
      _links: { self: { href: selfHref(id) } },
    };
    this.store.add({ at, type, text: raw ?? JSON.stringify(event), ...(id !== fresh && { ownId: id }) });
    return id;
  }
}

/**
 * Always the public host, not ours: the bytes of an event must not change when the simulator comes back on another port.
 */
export const selfHref = (id: string): string => `http://api.nexmo.com/beta/audit/events/${id}`;
