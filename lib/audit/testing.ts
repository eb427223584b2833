import { decodeEvent } from "./decode-event.ts";
import type { AuditEvent } from "./event.ts";

/** For specs: an event of a type with a context, over ordinary fields; `undefined` takes a field away. */
export function eventOf(
  event_type: string,
  context?: unknown,
  fields: Record<string, unknown> = {},
): AuditEvent {
  const whole = {
    id: "e-1",
    event_type,
    event_type_description: undefined,
    created_at: "2026-11-21T03:12:09",
    user_email: "jonas.hale@acme.example",
    user_id: 48213,
    account_id: "7c9e4b21",
    source: "CD",
    source_description: "Customer Dashboard",
    source_ip: "203.0.113.77",
    source_country: "SC",
    context,
    ...fields,
  };
  return decodeEvent(JSON.stringify(whole), { zone: "UTC", keyOf: () => "x-0" });
}

export const APP = "9f3c2b7e-51d4-4c0a-8e6b-1d2f7a90c3e5";

/** The APP_UPDATE of the story: a webhook re-pointed, with one value before carried under `previous`. */
export const repointed = (): AuditEvent =>
  eventOf("APP_UPDATE", {
    appId: APP,
    updated: {
      accountId: "7c9e4b21",
      appId: APP,
      name: "Support IVR",
      type: "voice",
      answer_url: { method: "GET", url: "https://qx9-relay.example/a" },
      event_url: { method: "POST", url: "https://qx9-relay.example/e" },
      "signed-callbacks": false,
      improve_ai: false,
    },
    previous: { "signed-callbacks": true },
  });

/** What the application was before, from an update in September. */
export const september = (): AuditEvent =>
  eventOf(
    "APP_UPDATE",
    {
      appId: APP,
      updated: {
        accountId: "7c9e4b21",
        appId: APP,
        name: "Support IVR",
        type: "voice",
        answer_url: { method: "GET", url: "https://voice.acme.example/ncco" },
        event_url: { method: "POST", url: "https://voice.acme.example/events" },
      },
    },
    { id: "sep", created_at: "2026-09-02T14:20:07" },
  );
