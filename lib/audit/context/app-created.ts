import type { Fields } from "./fields.ts";

export interface CallbackUrl {
  readonly method: string | null;
  readonly url: string | null;
}

/** The contract's `ContextAppCreate`; the app's id stands at the top, inside `created`, or both. */
export interface AppCreated {
  readonly kind: "app_created";
  readonly appId: string;
  readonly created: {
    readonly accountId: string | null;
    readonly appId: string | null;
    readonly name: string | null;
    readonly type: string | null;
    readonly answerUrl: CallbackUrl | null;
    readonly eventUrl: CallbackUrl | null;
  } | null;
}

const callback = (fields: Fields): CallbackUrl => ({
  method: fields.text("method", ["GET", "POST"]),
  url: fields.text("url"),
});

export function readAppCreated(fields: Fields): AppCreated | null {
  const top = fields.text("appId");
  const created = fields.object("created", (inner) => ({
    accountId: inner.text("accountId"),
    appId: inner.text("appId"),
    name: inner.text("name"),
    type: inner.text("type"),
    answerUrl: inner.object("answer_url", callback),
    eventUrl: inner.object("event_url", callback),
  }));
  const appId = top ?? created?.appId ?? null;
  return appId === null ? null : { kind: "app_created", appId, created };
}
