import "server-only";
import { config } from "./config.ts";
import { upstreamHealth } from "./vonage/index.ts";

export interface Health {
  status: "ok" | "degraded";
  archive: "off";
  upstream: { accounts: number; failing: number; throttled: number };
}

/** What the last requests showed. An upstream that is down is degraded: the console still serves, and says so. */
export function health(): Health {
  const states = config().accounts.map((account) => upstreamHealth(account));
  const failing = states.filter(
    ({ breaker, last }) => breaker !== "closed" || (last !== null && last.code !== null),
  ).length;
  const throttled = states.filter(({ throttledForMs }) => throttledForMs > 0).length;
  return {
    status: failing + throttled > 0 ? "degraded" : "ok",
    archive: "off",
    upstream: { accounts: states.length, failing, throttled },
  };
}
