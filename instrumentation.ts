/** Runs once when the server starts: a wrong setting stops it here, with one sentence, before anyone is served. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("./lib/server/start.ts");
  await startServer();
}
