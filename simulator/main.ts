import { startSimulator } from "./index";
import { parseOptions, USAGE } from "./options";

/** The command: starts, says where, and runs until it is told to stop. */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options === "help") return console.log(USAGE);

  const began = performance.now();
  const simulator = await startSimulator(options);
  const took = Math.round(performance.now() - began);
  const names = simulator.accounts
    .map(({ name, apiKey, apiSecret }) => `${name} ${apiKey}:${apiSecret}`)
    .join(", ");
  console.log(`Vonage Audit API simulator on ${simulator.url} after ${took} ms, with ${names}`);
  const { url, adminUrl, accounts, now, anchor, seed } = simulator;
  console.log(JSON.stringify({ url, accounts, ...(adminUrl && { adminUrl }), now, anchor, seed }));

  const stop = () => void simulator.close().then(() => process.exit(0));
  process.on("SIGINT", stop).on("SIGTERM", stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
