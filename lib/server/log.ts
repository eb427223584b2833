import "server-only";

type Level = "info" | "warn" | "error";

/** One JSON line a record on stderr: values are encoded, so no text of a request can forge a second line. */
export function log(level: Level, message: string, fields: Record<string, unknown> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields })}\n`);
}
