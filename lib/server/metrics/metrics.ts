import "server-only";
import { config } from "../config.ts";
import { liveSessions } from "../identity/sessions.ts";
import { identity } from "../identity/index.ts";
import { upstreamHealth } from "../vonage/index.ts";
import { counters } from "./counters.ts";
import { exposition, type Labels, type Metric } from "./exposition.ts";

const STATES = ["closed", "half_open", "open"] as const;

/** How the process fares, in Prometheus' text. Accounts go by their configured names; no key, reader, address or query is in it. */
export async function metricsText(): Promise<string> {
  return exposition([...answers(), ...upstreams(), ...(await records()), ...processes()]);
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
