/** How one person likes to read: kept in a cookie, so that the server's first HTML is already right. */
export interface Prefs {
  /** `null` follows the system. */
  theme: "light" | "dark" | null;
  /** An IANA zone the person switched to ("Local"), or `null` for UTC. */
  zone: string | null;
  density: "compact" | "comfortable";
  /** Columns whose showing differs from the standard one. */
  switched: readonly string[];
  /** Columns in the order of the person's own; those that are missing follow in the standard one. */
  order: readonly string[];
  /** Widths of columns that were drawn wider or narrower, px. */
  widths: Readonly<Record<string, number>>;
  /** Facets that are folded away, by name. */
  folded: readonly string[];
  /** How wide the drawer is, in CSS pixels. */
  drawer: number;
  /** Single-key shortcuts (WCAG 2.1.4: they can be switched off). */
  keys: boolean;
}

/** In CSS pixels. */
export const DRAWER = { least: 520, usual: 698, most: 900 } as const;

export const DEFAULT_PREFS: Prefs = {
  theme: null,
  zone: null,
  density: "compact",
  switched: [],
  order: [],
  widths: {},
  folded: [],
  drawer: DRAWER.usual,
  keys: true,
};
export const PREFS_COOKIE = "prefs";

/** How narrow and how wide a column may be, px. */
export const COLUMN_PX = { min: 48, max: 640 } as const;
export const boundedWidth = (px: number): number =>
  Math.round(Math.max(COLUMN_PX.min, Math.min(COLUMN_PX.max, px)));

const ZONE = /^[A-Za-z0-9_+\-/]{1,64}$/;

/** Never throws: whatever a cookie holds, what cannot be read is the default. */
export function readPrefs(cookie: string | undefined): Prefs {
  if (!cookie) return DEFAULT_PREFS;
  try {
    const value: unknown = JSON.parse(decodeURIComponent(cookie));
    if (typeof value !== "object" || value === null) return DEFAULT_PREFS;
    const { theme, zone, density, switched, order, widths, folded, drawer, keys } = value as Record<
      string,
      unknown
    >;
    return {
      theme: theme === "light" || theme === "dark" ? theme : null,
      zone: typeof zone === "string" && ZONE.test(zone) && isKnownZone(zone) ? zone : null,
      density: density === "comfortable" ? "comfortable" : "compact",
      switched: namesIn(switched),
      order: namesIn(order),
      widths: widthsIn(widths),
      folded: namesIn(folded),
      drawer: isWidth(drawer) ? drawer : DRAWER.usual,
      keys: keys !== false,
    };
  } catch {
    return DEFAULT_PREFS;
  }
}

export const writePrefs = (prefs: Prefs): string => encodeURIComponent(JSON.stringify(prefs));

const namesIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((name): name is string => typeof name === "string").slice(0, 20) : [];

const isWidth = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= DRAWER.least && Number(value) <= DRAWER.most;

const widthsIn = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(typeof value === "object" && value !== null ? value : {})
      .filter(
        (entry): entry is [string, number] => /^[a-z]{1,20}$/.test(entry[0]) && Number.isFinite(entry[1]),
      )
      .slice(0, 20)
      .map(([name, px]) => [name, boundedWidth(px)]),
  );

function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
