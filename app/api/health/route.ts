import { health } from "@/lib/server/health";
import { notAllowed, route } from "@/lib/server/http/route";

/** For load balancers and people without an account here: no names, no secrets, no call to anyone. */
export const GET = route(async () => JSON.stringify(health()));

export const POST = notAllowed;
export const PUT = notAllowed;
export const PATCH = notAllowed;
export const DELETE = notAllowed;
export const OPTIONS = notAllowed;
