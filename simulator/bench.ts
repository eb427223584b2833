import { Agent, request } from "node:http";
import { startSimulator, type Simulator } from "./index";

// `npm run simulator -- bench [events]`: how soon it is ready, and how fast it answers. Numbers to read, none to pass.

const CONNECTIONS = 16;
const print = (line: string) => void process.stdout.write(`${line}\n`);

function ask(simulator: Simulator, agent: Agent, path: string): Promise<void> {
  const { apiKey, apiSecret } = simulator.accounts[0]!;
  return new Promise((resolve, reject) => {
    const asked = request(`${simulator.url}${path}`, { agent, auth: `${apiKey}:${apiSecret}` }, (res) => {
      res.on("end", resolve).resume();
    });
    asked.on("error", reject).end();
  });
}

async function measure(simulator: Simulator, name: string, seconds: number, path: (i: number) => string) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const first = performance.now();
  await ask(simulator, agent, path(0));
  const began = performance.now();
  let count = 0;
  const worker = async () => {
    while (performance.now() - began < seconds * 1000) await ask(simulator, agent, path((count += 1)));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  agent.destroy();
  const rate = Math.round(count / ((performance.now() - began) / 1000));
  print(
    `  ${name.padEnd(34)} ${String(rate).padStart(6)} requests/s, the first in ${Math.round(began - first)} ms`,
  );
}

const sizes = process.argv[2] === undefined ? [25_000, 1_000_000] : [Number(process.argv[2])];
for (const events of sizes) {
  const began = performance.now();
  const simulator = await startSimulator({ events, now: "2026-11-21T23:02:41Z" });
  const took = Math.round(performance.now() - began);
  print(`${events} events: ready in ${took} ms, ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`);
  await measure(
    simulator,
    "any page of 30",
    2,
    (i) => `/events?page=${1 + ((i * 7919) % Math.floor(events / 40))}`,
  );
  await measure(simulator, "any page of 100", 2, (i) => `/events?size=100&page=${1 + (i % 100)}`);
  await measure(simulator, "two types, one week, any page", 2, (i) => {
    return `/events?event_type=APP_UPDATE,USER_LOGIN&date_from=2026-11-10&date_to=2026-11-16&page=${1 + (i % 5)}`;
  });
  await measure(
    simulator,
    "a text, any page",
    2,
    (i) => `/events?search_text=support%20ivr&page=${1 + (i % 5)}`,
  );
  await simulator.close();
}
