import "server-only";
import { config } from "./config.ts";
import { canRecord } from "./identity/index.ts";
import { upstreamHealth } from "./vonage/index.ts";

export interface Health {
  /** `failed`: nothing can be served. `degraded`: an account cannot be asked; the console still serves, and says so. */
  status: "ok" | "degraded" | "failed";
  /** Whether the access record can be written, without which nothing is answered. */
  record: "ok" | "failed";
  archive: "off";
  upstream: { accounts: number; failing: number; throttled: number };
}

/** What the last requests to Vonage showed, and whether a read could be recorded now. */
export async function health(): Promise<Health> {
  const recordable = await canRecord();
  const states = config().accounts.map((account) => upstreamHealth(account));
  const failing = states.filter(
    ({ breaker, last }) => breaker !== "closed" || (last !== null && last.code !== null),
  ).length;
  const throttled = states.filter(({ throttledForMs }) => throttledForMs > 0).length;
  return {
    status: recordable ? (failing + throttled > 0 ? "degraded" : "ok") : "failed",
    record: recordable ? "ok" : "failed",
    archive: "off",
    upstream: { accounts: states.length, failing, throttled },
  };
}
