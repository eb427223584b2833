import { health } from "@/lib/server/health";
import { notAllowed, route } from "@/lib/server/http/route";

/** For load balancers and people without an account here: no names, no secrets, no call to anyone. */
export const GET = route(async () => JSON.stringify(health()));

export const POST = notAllowed("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
export const OPTIONS = POST;
