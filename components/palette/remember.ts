import { recentHref } from "@/lib/audit/recent";
import { remember } from "@/lib/queries/recent";

/** Keeps an address of this console for its reader, where it asks something. */
export function rememberHere(user: string, pathname: string, search: string): void {
  const href = recentHref(pathname, search);
  if (href !== null) remember(user, href);
}
