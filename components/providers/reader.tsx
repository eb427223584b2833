"use client";

import { createContext, type ReactNode, useContext } from "react";

interface Reader {
  /** Whether there is an archive: what only it can answer is offered with it alone. */
  archived: boolean;
  admin: boolean;
}

const ReaderContext = createContext<Reader>({ archived: false, admin: false });

/** What the person signed in may be offered, on every page of the console. */
export function ReaderProvider({ archived, admin, children }: Reader & { children: ReactNode }) {
  return <ReaderContext value={{ archived, admin }}>{children}</ReaderContext>;
}

export const useReader = () => useContext(ReaderContext);
