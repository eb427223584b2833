import "server-only";
import { type AccountFill, accountFills } from "../archive/fill-health.ts";
import { heldArchive } from "../archive/held.ts";
import { config } from "../config.ts";
import { liveSessions } from "../identity/sessions.ts";
import { identity } from "../identity/index.ts";
import { upstreamHealth } from "../vonage/index.ts";
import { counters } from "./counters.ts";
import { exposition, type Labels, type Metric } from "./exposition.ts";

const STATES = ["closed", "half_open", "open"] as const;

/** How the process fares, in Prometheus' text. Accounts go by their configured names; no key, reader, address or query is in it. */
export async function metricsText(): Promise<string> {
  return exposition([
    ...answers(),
    ...upstreams(),
    ...(await archives()),
    ...(await records()),
    ...processes(),
  ]);
}

const one = (value: number): Metric["samples"] => [[{}, value]];

function answers(): Metric[] {
  const samples = [...counters().answers].toSorted().map(([key, value]): [Labels, number] => {
    const [route = "", status = ""] = key.split(" ");
    return [{ route, status }, value];
  });
  return [{ name: "audit_answers_total", type: "counter", help: "Answers by route and status.", samples }];
}

function upstreams(): Metric[] {
  const states = config().accounts.map((account) => ({ account: account.name, ...upstreamHealth(account) }));
  const each = (value: (state: (typeof states)[number]) => number): Metric["samples"] =>
    states.map((state) => [{ account: state.account }, value(state)]);
  return [
    {
      name: "audit_upstream_calls_total",
      type: "counter",
      help: "Calls to the Audit API, each attempt counted.",
      samples: each(({ calls }) => calls),
    },
    {
      name: "audit_upstream_requests_total",
      type: "counter",
      help: "Requests to the Audit API by outcome: answered, or the code of the failure.",
      samples: states.flatMap(({ account, outcomes }) =>
        [...outcomes].map(([outcome, value]): [Labels, number] => [{ account, outcome }, value]),
      ),
    },
    {
      name: "audit_upstream_breaker",
      type: "gauge",
      help: "1 for the state that the account's breaker is in.",
      samples: states.flatMap(({ account, breaker }) =>
        STATES.map((state): [Labels, number] => [{ account, state }, state === breaker ? 1 : 0]),
      ),
    },
    {
      name: "audit_upstream_throttled_seconds",
      type: "gauge",
      help: "How long Vonage still asks us to stay away.",
      samples: each(({ throttledForMs }) => throttledForMs / 1000),
    },
    {
      name: "audit_upstream_rate",
      type: "gauge",
      help: "Calls a second that the budget allows now.",
      samples: each(({ rate }) => rate),
    },
  ];
}

/** Of the archive, when there is one and it can be read. What is not known has no sample. */
async function archives(): Promise<Metric[]> {
  const held = heldArchive();
  if (held === null) return [];
  const { accounts } = config();
  const keys = accounts.map(({ apiKey }) => apiKey);
  const fills = await accountFills(held, keys).catch(() => []);
  const gauge = (name: string, help: string, value: (fill: AccountFill) => number | null): Metric => ({
    name: `audit_archive_${name}`,
    type: "gauge",
    help,
    samples: fills.flatMap((fill): Metric["samples"] => {
      const found = value(fill);
      const account = accounts.find(({ apiKey }) => apiKey === fill.account)?.name ?? "";
      return found === null ? [] : [[{ account }, found]];
    }),
  });
  return [
    gauge("events", "Events held.", ({ events }) => events),
    gauge(
      "lag_seconds",
      "How far the newest second that was read is behind now.",
      ({ lagSeconds }) => lagSeconds,
    ),
    gauge("days_done", "Days that are read.", ({ done }) => done),
    gauge("days_remaining", "Days still to be read.", ({ remaining }) => remaining),
    gauge("gaps", "Spans that were asked for and are not complete.", ({ gaps }) => gaps),
    gauge(
      "discrepancies",
      "Other bytes for known ids that nobody has recorded as known.",
      ({ discrepancies }) => discrepancies,
    ),
  ];
}

async function records(): Promise<Metric[]> {
  const { recordsWritten, recordsFailed } = counters();
  const { store, terms, now } = await identity();
  return [
    {
      name: "audit_access_records_total",
      type: "counter",
      help: "Access records by outcome. With any that failed, answers were refused.",
      samples: [
        [{ outcome: "written" }, recordsWritten],
        [{ outcome: "failed" }, recordsFailed],
      ],
    },
    {
      name: "audit_sessions",
      type: "gauge",
      help: "Sessions that are neither over nor idle too long.",
      samples: one(await liveSessions(store, terms, now())),
    },
  ];
}

function processes(): Metric[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const started = Date.now() / 1000 - process.uptime();
  return [
    {
      name: "process_resident_memory_bytes",
      type: "gauge",
      help: "Resident memory.",
      samples: one(rss),
    },
    { name: "nodejs_heap_size_used_bytes", type: "gauge", help: "Used heap.", samples: one(heapUsed) },
    {
      name: "process_cpu_seconds_total",
      type: "counter",
      help: "Processor time.",
      samples: one((user + system) / 1e6),
    },
    {
      name: "process_start_time_seconds",
      type: "gauge",
      help: "When the process began, since 1970.",
      samples: one(Math.round(started)),
    },
  ];
}
