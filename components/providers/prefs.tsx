"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { PREFS_COOKIE, type Prefs, writePrefs } from "@/lib/audit/prefs";

interface PrefsValue {
  prefs: Prefs;
  /** The zone in which times are shown: `UTC` or the chosen one. */
  zone: string;
  change: (next: Partial<Prefs>) => void;
}

const PrefsContext = createContext<PrefsValue | null>(null);

const YEAR = 31_536_000;

export function PrefsProvider({ initial, children }: { initial: Prefs; children: ReactNode }) {
  const [prefs, setPrefs] = useState(initial);
  const change = useCallback((next: Partial<Prefs>) => {
    setPrefs((old) => {
      const merged = { ...old, ...next };
      document.cookie = `${PREFS_COOKIE}=${writePrefs(merged)}; path=/; max-age=${YEAR}; samesite=lax`;
      const { dataset } = document.documentElement;
      if (merged.theme === null) delete dataset.theme;
      else dataset.theme = merged.theme;
      dataset.density = merged.density;
      return merged;
    });
  }, []);
  const value = useMemo(() => ({ prefs, zone: prefs.zone ?? "UTC", change }), [prefs, change]);
  return <PrefsContext value={value}>{children}</PrefsContext>;
}

export function usePrefs(): PrefsValue {
  const value = useContext(PrefsContext);
  if (value === null) throw new Error("usePrefs outside PrefsProvider");
  return value;
}
