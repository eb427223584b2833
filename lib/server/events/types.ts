import "server-only";
import { heldArchive } from "../archive/held.ts";
import { authorise, type Principal } from "../identity/index.ts";
import { type Account, type CallOptions, seenTypes, upstream } from "../vonage/index.ts";
import { resolveAccounts } from "./accounts.ts";
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
  const held = heldArchive();
  const accounts = resolveAccounts(principal, asked, held !== null);
  for (const { apiKey } of accounts) authorise(principal, "read", apiKey);
  const { eventTypes, source } = await listedTypes(accounts, newCall(signal));
  const listed = new Set(eventTypes.map(({ type }) => type));
  const unlisted = [...(await carriedTypes(accounts))].filter(([type]) => type !== "" && !listed.has(type));
  return {
    eventTypes: [
      ...eventTypes.map((row) => ({ ...row, listed: true })),
      ...unlisted.map(([type, description]) => ({ type, description, listed: false })),
    ],
    source,
  };
}

/** What OPTIONS lists for any of the accounts: one that cannot be asked takes nothing from the others. */
async function listedTypes(accounts: readonly Account[], call: CallOptions) {
  const answers = await Promise.allSettled(accounts.map((account) => upstream(account).listTypes(call)));
  const lists = answers.filter((answer) => answer.status === "fulfilled").map(({ value }) => value);
  const [failed] = answers.filter((answer) => answer.status === "rejected");
  if (lists.length === 0) throw failed?.reason;
  const told = lists.filter(({ source }) => source === "upstream");
  const rows = (told.length > 0 ? told : lists).flatMap(({ eventTypes }) => eventTypes);
  const eventTypes = rows.filter(({ type }, i) => rows.findIndex((row) => row.type === type) === i);
  return { eventTypes, source: told.length > 0 ? ("upstream" as const) : ("fallback" as const) };
}

/** Types that events of the accounts carried, with their description where one was read by this process. */
async function carriedTypes(accounts: readonly Account[]): Promise<Map<string, string>> {
  const archive = heldArchive()?.archive;
  const carried = new Map<string, string>();
  for (const { apiKey } of accounts)
    for (const { type } of (await archive?.types(apiKey)) ?? []) carried.set(type, "");
  for (const { type, description } of accounts.flatMap(seenTypes)) carried.set(type, description);
  return carried;
}
