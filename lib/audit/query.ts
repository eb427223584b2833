import type { Instant } from "./event.ts";

export type Sort = "-created_at" | "created_at";

/** A window as it was asked for. Relative ones are resolved once per query, against `as_of`. */
export type TimeChoice =
  | { readonly kind: "unbounded" }
  | { readonly kind: "absolute"; readonly from: Instant | null; readonly to: Instant | null }
  /** `24h`, `7d`, `today`, `last-quarter`, …: the value of `window=` as written. */
  | { readonly kind: "window"; readonly window: string }
  | { readonly kind: "around"; readonly around: Instant; readonly pm: string };

/** One question. The same value stands behind the page's URL, the JSON API, the upstream request and the sentence in words. */
export interface EventQuery {
  /** Name or API key; `*` is all accounts (archive only); `null` the first. */
  readonly account: string | null;
  readonly eventTypes: readonly string[];
  readonly excludeEventTypes: readonly string[];
  readonly time: TimeChoice;
  /** What the person typed, unescaped. */
  readonly searchText: string | null;
  readonly user: readonly string[];
  readonly ip: readonly string[];
  readonly country: readonly string[];
  readonly source: readonly string[];
  /** `kind:value`, kind one of `app number user ip secret account`. */
  readonly resource: readonly string[];
  /** What an event must not carry; one that carries none of its kind passes. */
  readonly excludeUser: readonly string[];
  readonly excludeIp: readonly string[];
  readonly excludeCountry: readonly string[];
  readonly excludeSource: readonly string[];
  readonly excludeResource: readonly string[];
  readonly sort: Sort;
  /** From 1. */
  readonly page: number;
  /** 1 to 100. */
  readonly size: number;
  readonly asOf: Instant | null;
}

/** The resolved ends, both inclusive, in whole seconds. `to` is the earlier of the asked end and `asOf`. */
export interface ResolvedWindow {
  readonly from: Instant | null;
  readonly to: Instant;
  readonly asOf: Instant;
  /** The end that was asked for, before `asOf` cut it; `null` when open ("until now"). */
  readonly askedTo: Instant | null;
}
