import "server-only";
import { AuditError, badParameter } from "../../audit/errors.ts";
import type { AuditEvent } from "../../audit/event.ts";
import type { Account } from "../vonage/accounts/account.ts";
import { authorise, type Principal } from "../identity/index.ts";
import { type CallOptions, noteSeenTypes, upstream } from "../vonage/index.ts";
import { accountsOf, resolveAccount } from "./accounts.ts";
import { newCall } from "./call.ts";

const ID = /^[A-Za-z0-9._-]{1,128}$/;

export interface FoundEvent {
  account: Account;
  event: AuditEvent;
}

const notFound = (id: string, where: string) =>
  new AuditError(
    "event_not_found",
    `${id} is not at Vonage, in ${where}. Without an archive, what Vonage has forgotten is not known.`,
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

/** The same as a part of a larger request, within its deadline. */
export async function readEvent(
  principal: Principal,
  id: string,
  asked: string | null,
  call: CallOptions,
): Promise<FoundEvent> {
  if (!ID.test(id) || id === "." || id === "..")
    throw badParameter("id", "An id is 1 to 128 of A-Z a-z 0-9 . _ -");
  const account = resolveAccount(principal, asked);
  authorise(principal, "read", account.apiKey);
  const event = await upstream(account).getEvent(id, call);
  if (event === null) throw notFound(id, account.name);
  noteSeenTypes(account, [event]);
  return { account, event };
}

/** The same without knowing the account: looked for in every one that the reader may see. */
export async function findEvent(principal: Principal, id: string, signal?: AbortSignal): Promise<FoundEvent> {
  const accounts = accountsOf(principal);
  if (accounts.length === 0) resolveAccount(principal, null);
  const tries = await Promise.allSettled(
    accounts.map((account) => getEvent(principal, id, account.apiKey, signal)),
  );
  for (const one of tries) if (one.status === "fulfilled") return one.value;
  // A failure outweighs a "not found": an account that could not be asked may hold it.
  const failures = tries
    .filter((one): one is PromiseRejectedResult => one.status === "rejected")
    .map((one) => one.reason as unknown);
  throw (
    failures.find((error) => !(error instanceof AuditError && error.code === "event_not_found")) ??
    notFound(
      id,
      accounts.length === 1 ? (accounts[0]?.name ?? "") : `any of your ${accounts.length} accounts`,
    )
  );
}
