import "server-only";
import { accountFills, type FillHealth, fillHealth } from "./archive/fill-health.ts";
import { heldArchive } from "./archive/held.ts";
import { config } from "./config.ts";
import { canRecord } from "./identity/index.ts";
import { upstreamHealth } from "./vonage/index.ts";

export interface Health {
  /**
   * `failed`: nothing can be served. `degraded`: an account cannot be asked, or the archive is not kept up; the console still
   * serves, and says so.
   */
  status: "ok" | "degraded" | "failed";
  /** Whether the access record can be written, without which nothing is answered. */
  record: "ok" | "failed";
  archive: FillHealth | { state: "off" };
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
  const archive = await archiveHealth();
  const isDegraded = failing + throttled > 0 || archive.state === "behind" || archive.state === "failed";
  return {
    status: recordable ? (isDegraded ? "degraded" : "ok") : "failed",
    record: recordable ? "ok" : "failed",
    archive,
    upstream: { accounts: states.length, failing, throttled },
  };
}

async function archiveHealth(): Promise<Health["archive"]> {
  const held = heldArchive();
  if (held === null) return { state: "off" };
  try {
    return fillHealth(
      await accountFills(
        held,
        config().accounts.map(({ apiKey }) => apiKey),
      ),
    );
  } catch {
    // Its own log has told why.
    return { state: "failed", lagSeconds: null, coverage: null, discrepancies: null };
  }
}
