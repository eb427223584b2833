import "server-only";
import { AuditError, badParameter } from "../../audit/errors.ts";
import type { AuditEvent } from "../../audit/event.ts";
import type { Account } from "../vonage/accounts/account.ts";
import { authorise, type Principal, record } from "../identity/index.ts";
import { type CallOptions, noteSeenTypes, upstream } from "../vonage/index.ts";
import { heldArchive } from "../archive/held.ts";
import { accountsOf, resolveAccount } from "./accounts.ts";
import { decodeStored } from "./archived-list.ts";
import { newCall } from "./call.ts";

const ID = /^[A-Za-z0-9._-]{1,128}$/;

export interface FoundEvent {
  account: Account;
  event: AuditEvent;
}

const notFound = (id: string, where: string) =>
  new AuditError(
    "event_not_found",
    heldArchive() === null
      ? `${id} is not at Vonage, in ${where}. Without an archive, what Vonage has forgotten is not known.`
      : `${id} is neither in the archive nor at Vonage, in ${where}.`,
  );

/** One event by its id, as the upstream sent it; 404 `event_not_found` when the account has none. */
export async function getEvent(
  principal: Principal,
  id: string,
  asked: string | null,
  signal?: AbortSignal,
): Promise<FoundEvent> {
  return readEvent(principal, id, asked, newCall(signal));
}

/** The same as a part of a larger request, within its deadline. An event and its history are one opening, and one record. */
export async function readEvent(
  principal: Principal,
  id: string,
  asked: string | null,
  call: CallOptions,
): Promise<FoundEvent> {
  checkId(id);
  if (asked === "*" && heldArchive() !== null) return findEvent(principal, id, call.signal);
  const account = resolveAccount(principal, asked);
  authorise(principal, "read", account.apiKey);
  await record(principal, { verb: "event", account: account.apiKey, query: id });
  return ask(account, id, call);
}

function checkId(id: string): void {
  if (!ID.test(id) || id === "." || id === "..")
    throw badParameter("id", "An id is 1 to 128 of A-Z a-z 0-9 . _ -");
}

/** The archive first: what it holds never changes, and may be all that is left of it. */
async function ask(account: Account, id: string, call: CallOptions): Promise<FoundEvent> {
  const held = heldArchive();
  const stored = (await held?.archive.event(account.apiKey, id)) ?? null;
  const [archived] = stored === null ? [] : decodeStored([stored]);
  if (archived !== undefined) return { account, event: archived };
  const event = await upstream(account).getEvent(id, call);
  if (event === null) throw notFound(id, account.name);
  noteSeenTypes(account, [event]);
  return { account, event };
}

/** The same without knowing the account: looked for in every one that the reader may see. */
export async function findEvent(principal: Principal, id: string, signal?: AbortSignal): Promise<FoundEvent> {
  checkId(id);
  const accounts = accountsOf(principal);
  if (accounts.length === 0) resolveAccount(principal, null);
  const tries = await Promise.allSettled(
    accounts.map(async (account) => {
      authorise(principal, "read", account.apiKey);
      return ask(account, id, newCall(signal));
    }),
  );
  const [sole] = accounts.length === 1 ? accounts : [];
  const found = tries.find((one) => one.status === "fulfilled")?.value;
  // One record, of the account that has it: which that is shows only now, and nothing has been answered yet.
  await record(principal, {
    verb: "event",
    account: (found?.account ?? sole)?.apiKey ?? null,
    query: id,
  });
  if (found) return found;
  // A failure outweighs a "not found": an account that could not be asked may hold it.
  const failures = tries
    .filter((one): one is PromiseRejectedResult => one.status === "rejected")
    .map((one) => one.reason as unknown);
  throw (
    failures.find((error) => !(error instanceof AuditError && error.code === "event_not_found")) ??
    notFound(id, sole?.name ?? `any of your ${accounts.length} accounts`)
  );
}
