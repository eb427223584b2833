/** What waits behind the sign-in, told from the address alone. */
export function waitingFor(path: string): { words: string; id?: string } | null {
  const url = new URL(path, "http://console.invalid");
  const page = /^\/events\/([A-Za-z0-9._-]{1,128})$/.exec(url.pathname)?.[1];
  const drawer = url.searchParams.get("event");
  const id = page ?? (drawer && /^[A-Za-z0-9._-]{1,128}$/.test(drawer) ? drawer : null);
  if (id) return { words: "to open one event, ", id: id.length > 12 ? id.slice(0, 8) : id };
  if (url.pathname === "/events" && url.search !== "") return { words: "to open a window of events" };
  return null;
}
