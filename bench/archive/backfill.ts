import type { Archive } from "../../lib/server/archive/archive.ts";
import { decodeEvent } from "../../lib/audit/decode-event.ts";
import type { AuditEvent } from "../../lib/audit/event.ts";
import { keyOf } from "../../lib/server/vonage/key-of.ts";
import { ACCOUNT, NOW } from "./build.ts";

/** What the sync may read at most: half of 20 calls a second, 100 events each; a window is written when its twenty pages are there. */
const CALLS_PER_SECOND = 10;
const PAGE = 100;
const PAGES = 20;

/** Writes readings older than all that is there, as fast as a sync may, until it is stopped; then tells the events/s. */
export function backfill(archive: Archive): { stop(): Promise<number> } {
  let going = true;
  let calls = 0;
  let written = 0;
  const begun = performance.now();
  const page = async (to: number): Promise<AuditEvent[]> => {
    const ahead = (++calls / CALLS_PER_SECOND) * 1000 - (performance.now() - begun);
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
    return Array.from({ length: PAGE }, (_, i) => eventAt(to - i * 13_000, calls * PAGE + i));
  };
  const run = async () => {
    for (let to = NOW - 500 * 86_400_000; going;) {
      const events: AuditEvent[] = [];
      const window = to;
      for (let i = 0; i < PAGES && going; i++) {
        events.push(...(await page(to)));
        to -= PAGE * 13_000;
      }
      await archive.write({
        account: ACCOUNT,
        from: to + 1000,
        to: window,
        settled: true,
        readAt: NOW,
        events,
      });
      written += events.length;
    }
  };
  const running = run();
  return {
    async stop() {
      going = false;
      await running;
      return written / ((performance.now() - begun) / 1000);
    },
  };
}

const eventAt = (at: number, i: number) =>
  decodeEvent(
    JSON.stringify({
      id: `backfill-${i}`,
      event_type: i % 3 === 0 ? "NUMBER_UPDATED" : "USER_LOGIN",
      event_type_description: "User login into Customer dashboard",
      created_at: new Date(at).toISOString().slice(0, 19),
      user_email: `person-${i % 40}@acme.example`,
      user_id: 48_000 + (i % 40),
      account_id: ACCOUNT,
      source: "CD",
      source_description: "Customer Dashboard",
      source_ip: `192.0.2.${i % 200}`,
      source_country: "GB",
      context: { country: "GB", msisdn: `4477009${String(i % 5000).padStart(5, "0")}`, "voice-type": "sip" },
    }),
    { zone: "UTC", keyOf },
  );
