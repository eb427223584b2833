import { type Simulator, type SimulatorAccount, startSimulator } from "../../simulator/index";
import { type RunningConsole, startConsole } from "./console";

/** Far enough back that "now" is after it at any hour; noon, so that day boundaries lie where the specs expect them. */
const NOW = lastNoon(Date.now());
const INCIDENT_AGO_MS = 20 * 3_600_000;
const WEBHOOKS_AT_MS = 568_000;

export interface Lab {
  simulator: Simulator;
  console: RunningConsole;
  url: string;
  production: SimulatorAccount;
  emea: SimulatorAccount;
  stop: () => Promise<void>;
}

export interface LabOptions {
  /** Of both accounts together. */
  events?: number;
  order?: "newest" | "oldest";
  env?: Readonly<Record<string, string>>;
  /** The console keeps an archive. */
  archive?: boolean;
  /** What has happened at Vonage before the console starts. */
  before?: (simulator: Simulator) => void;
  /** What the console is told in place of the simulator's own accounts. */
  accounts?: (simulator: Simulator) => readonly SimulatorAccount[];
}

/** A simulator and a console that reads it, for as long as a spec needs them. */
export async function openLab({
  events = 6000,
  order = "newest",
  env,
  archive = false,
  before,
  accounts,
}: LabOptions = {}): Promise<Lab> {
  const simulator = await startSimulator({ now: NOW, seed: "e2e", events, order });
  before?.(simulator);
  const console = await startConsole({
    upstream: simulator.url,
    accounts: accounts?.(simulator) ?? simulator.accounts,
    archive,
    ...(env ? { env } : {}),
  });
  const [production, emea] = simulator.accounts as [SimulatorAccount, SimulatorAccount];
  return {
    simulator,
    console,
    url: console.url,
    production,
    emea,
    stop: async () => {
      await console.stop();
      await simulator.close();
    },
  };
}

function lastNoon(at: number): Date {
  const noon = new Date(at - 3_600_000);
  const passed = noon.getUTCHours() >= 12;
  noon.setUTCHours(12, 0, 0, 0);
  return passed ? noon : new Date(noon.getTime() - 86_400_000);
}

/** The simulator's incident: when it began, and when both webhooks of *Support IVR* were pointed elsewhere. */
export const INCIDENT = new Date(NOW.getTime() - INCIDENT_AGO_MS);
export const WEBHOOKS_CHANGED = new Date(INCIDENT.getTime() + WEBHOOKS_AT_MS);

/** To the second, as the API writes times. */
export const stamp = (at: Date | number): string => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");

/** The webhook change itself, as the simulator knows it. */
export function webhookChange({ simulator }: Lab): { id: string; text: string } {
  const at = WEBHOOKS_CHANGED.getTime() / 1000;
  const found = simulator
    .truth("Acme production")
    .find((event) => event.at === at && event.text.includes('"APP_UPDATE"'));
  if (!found) throw new Error("The simulator has no webhook change where its story puts one.");
  return { id: idOf(found.text), text: found.text };
}

export const idOf = (text: string): string => (JSON.parse(text) as { id: string }).id;
