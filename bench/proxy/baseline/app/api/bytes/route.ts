import { readFileSync } from "node:fs";

let bytes: string | undefined;

/** The floor of the framework: a Next route that returns the same bytes from memory, and does nothing else. */
export async function GET() {
  bytes ??= readFileSync(process.env["BENCH_BYTES"] ?? "", "utf8");
  return new Response(bytes, { headers: { "content-type": "application/json; charset=utf-8" } });
}
