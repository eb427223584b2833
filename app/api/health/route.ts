import { health } from "@/lib/server/health";
import { notAllowed, route } from "@/lib/server/http/route";

/** For load balancers and people without an account here: no names, no secrets, no call to Vonage. */
export const GET = route(async () => {
  const found = await health();
  return { text: JSON.stringify(found), status: found.status === "failed" ? 503 : 200 };
});

export const POST = notAllowed;
export const PUT = notAllowed;
export const PATCH = notAllowed;
export const DELETE = notAllowed;
export const OPTIONS = notAllowed;
