"use client";

import { useEffect, useState } from "react";

/** True once `on` has held for so long: what an answer brings at once does not first turn grey. */
export function useLate(on: boolean, ms = 120): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => setLate(true), ms);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [on, ms]);
  return on && late;
}
