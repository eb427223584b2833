"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import type { Instant } from "@/lib/audit/event";
import { queryString } from "@/lib/audit/links";
import { toIso } from "@/lib/audit/time/format";
import { parseStamp } from "@/lib/audit/time/stamp";

export interface Moment {
  readonly at: Instant;
  /** `null`: now. Stepping replaces the entry of the browser's history, a leap adds one. */
  readonly go: (at: Instant | null, how: "push" | "replace") => void;
}

/** The moment whose state is shown: `at` of the address, which is the only place that holds it. */
export function useMoment(asOf: Instant): Moment {
  const params = useSearchParams();
  const pathname = usePathname();
  const search = params.toString();
  // What was gone to holds until the address tells it: a key that is held down must not step from a moment twice.
  const [gone, setGone] = useState<{ to: Instant | null; from: string } | null>(null);
  return useMemo(() => {
    const asked = gone?.from === search ? gone.to : readAt(new URLSearchParams(search).get("at"));
    return {
      at: Math.min(asked ?? asOf, asOf),
      go: (at, how) => {
        setGone({ to: at, from: search });
        const next = new URLSearchParams(window.location.search);
        if (at === null) next.delete("at");
        else next.set("at", toIso(at));
        const text = queryString(next);
        const url = text === "" ? pathname : `${pathname}?${text}`;
        if (how === "push") window.history.pushState(null, "", url);
        else window.history.replaceState(null, "", url);
      },
    };
  }, [search, pathname, asOf, gone]);
}

/** The page itself refuses what is no moment; after that only this page writes it. */
function readAt(text: string | null): Instant | null {
  if (text === null) return null;
  try {
    return parseStamp("at", text, "to");
  } catch {
    return null;
  }
}
