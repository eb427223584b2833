import { metricsReader } from "@/lib/server/http/metrics-reader";
import { onlyRead } from "@/lib/server/http/guarded";
import { route } from "@/lib/server/http/route";
import { metricsText } from "@/lib/server/metrics/metrics";

/** For a monitoring system that has the token, and for admins. */
export const GET = route(async (request) => {
  await metricsReader(request);
  return { text: await metricsText(), type: "text/plain; version=0.0.4; charset=utf-8" };
});

export const POST = onlyRead;
export const PUT = onlyRead;
export const PATCH = onlyRead;
export const DELETE = onlyRead;
export const OPTIONS = onlyRead;
