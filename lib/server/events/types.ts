import "server-only";
import { heldArchive } from "../archive/held.ts";
import { authorise, type Principal } from "../identity/index.ts";
import { seenTypes, upstream } from "../vonage/index.ts";
import { resolveAccount } from "./accounts.ts";
import { newCall } from "./call.ts";

export interface EventTypes {
  eventTypes: { type: string; description: string; listed: boolean }[];
  source: "upstream" | "fallback";
}

/** The types of OPTIONS, and behind them those that events carried, archived ones too, and OPTIONS does not list. */
export async function listEventTypes(
  principal: Principal,
  asked: string | null,
  signal?: AbortSignal,
): Promise<EventTypes> {
  const account = resolveAccount(principal, asked);
  authorise(principal, "read", account.apiKey);
  const { eventTypes, source } = await upstream(account).listTypes(newCall(signal));
  const listed = new Set(eventTypes.map(({ type }) => type));
  const archived = (await heldArchive()?.archive.types(account.apiKey)) ?? [];
  const described = new Map(archived.map(({ type }) => [type, { type, description: "" }]));
  for (const seen of seenTypes(account)) described.set(seen.type, seen);
  const unlisted = [...described.values()].filter(({ type }) => type !== "" && !listed.has(type));
  return {
    eventTypes: [
      ...eventTypes.map((row) => ({ ...row, listed: true })),
      ...unlisted.map((row) => ({ ...row, listed: false })),
    ],
    source,
  };
}
