import "server-only";
import { authorise, type Principal, record } from "../identity/index.ts";
import { type Account, type ConnectionCheck, upstream } from "../vonage/index.ts";
import { accountsOf } from "./accounts.ts";

export interface CheckedAccount {
  account: Account;
  check: ConnectionCheck;
}

/** Whether the upstream answers for each account of the reader, and if not why: one call each, past an open breaker. */
export async function checkConnections(principal: Principal): Promise<CheckedAccount[]> {
  return Promise.all(
    accountsOf(principal).map(async (account) => {
      authorise(principal, "read", account.apiKey);
      await record(principal, { verb: "connection", account: account.apiKey, query: "" });
      return { account, check: await upstream(account).checkConnection() };
    }),
  );
}
