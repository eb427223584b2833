const PREFIX = "recent:";
const MOST = 8;
const LONGEST = 2000;
// Whatever else a script or a person put there is no address of this console.
const OURS = /^\/(?:events|timeline)(?:[/?]|$)/;

/** Addresses that this reader asked in this browser, the latest first; empty where the browser keeps nothing. */
export function recentOf(user: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + user) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isOurs).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

const isOurs = (href: unknown): href is string =>
  typeof href === "string" && href.length <= LONGEST && OURS.test(href);

export function remember(user: string, href: string): void {
  if (!isOurs(href)) return;
  const kept = [href, ...recentOf(user).filter((other) => other !== href)].slice(0, MOST);
  try {
    localStorage.setItem(PREFIX + user, JSON.stringify(kept));
  } catch {
    // Switched off or full: nothing is kept then.
  }
}

/** On signing out: what was looked into is nobody's matter who sits here next. */
export function forgetRecent(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // As above.
  }
}
