import { createHash } from "node:crypto";
import { formatSecond, parseMoment } from "./http/dates";
import type { Order } from "./http/list-reply";
import { describeType } from "./data/event-types";
import { EventStore } from "./store/event-store";
import { Selector } from "./store/select";

/**
 * An event to insert. What is absent is made up, what is undefined is left out. `raw` is stored as it stands; its id,
 * type and time are those said beside it.
 */
export interface PartialEvent {
  readonly id?: unknown;
  readonly event_type?: unknown;
  readonly created_at?: unknown;
  readonly raw?: string;
  readonly [field: string]: unknown;
}

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
    const { raw, ...fields } = {
      id: this.store.nextId(),
      event_type: "ACCOUNT_UPDATE_SETTINGS_API",
      ...partial,
    };
    const created =
      typeof fields["created_at"] === "string" ? parseMoment(fields["created_at"], false) : null;
    const at = created === null ? now : Math.floor(created / 1000);
    const type = typeof fields.event_type === "string" ? fields.event_type : "";
    // An id that the text does not say is nobody's; of a raw text, it is what stands beside it.
    const said = raw === undefined || "id" in partial ? fields.id : null;
    const id = typeof said === "string" ? said : null;
    const made = {
      id,
      event_type: type,
      event_type_description: describeType(type),
      created_at: formatSecond(at),
      account_id: this.apiKey,
      source: "DEVAPI",
      source_description: "Developer API",
      source_ip: "198.51.100.201",
      source_country: "ES",
    };
    const event = { ...made, ...fields, _links: { self: { href: selfHref(id ?? "") } } };
    const own = id === this.store.nextId() ? {} : { ownId: id };
    this.store.add({ at, type, text: raw ?? JSON.stringify(event), ...own });
    return id ?? "";
  }
}

/**
 * Always the public host, not ours: the bytes of an event must not change when the simulator comes back on another port.
 */
export const selfHref = (id: string): string => `http://api.nexmo.com/beta/audit/events/${id}`;
