import type { ComponentType } from "react";
import type { Context } from "@/lib/audit/context";
import { TreeContext } from "./tree-context";
import { type ContextViewProps, typedContext } from "./typed-context";

type Shown = Exclude<Context["kind"], "absent" | "opaque">;

const linking = {
  msisdn: "Number",
  country: "Country of the number",
  applicationId: "Application",
  account: "Account",
};

/** One view per context kind: a new kind adds one line here and one row in lib/audit/context. */
export const CONTEXT_VIEWS: Record<Shown, ComponentType<ContextViewProps>> = {
  app_created: typedContext("Application created", {
    appId: "Application",
    "created.name": "Name",
    "created.type": "Type",
    "created.answer_url.method": "Answer webhook, method",
    "created.answer_url.url": "Answer webhook",
    "created.event_url.method": "Event webhook, method",
    "created.event_url.url": "Event webhook",
    "created.accountId": "Account",
    "created.appId": "Application",
  }),
  number_linking: typedContext("Number and application", linking),
  number_update: typedContext("Number settings", {
    msisdn: "Number",
    country: "Country of the number",
    "voice-type": "Voice goes to",
    "voice-value": "Voice destination",
    http: "Message webhook",
    accountId: "Account",
  }),
  unknown: TreeContext,
};
