"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { type ReactNode, useState } from "react";
import type { Prefs } from "@/lib/audit/prefs";
import { PrefsProvider } from "./prefs";
import { ToastProvider } from "./toast";

interface ProvidersProps {
  prefs: Prefs;
  nonce: string | undefined;
  children: ReactNode;
}

export function Providers({ prefs, nonce, children }: ProvidersProps) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // The server has retried already, within one budget: retrying here would multiply its calls.
          queries: {
            retry: false,
            // Without a network a request fails at once and says so; held back, old rows would stand under a new question.
            networkMode: "always",
            refetchOnWindowFocus: false,
            staleTime: Number.POSITIVE_INFINITY,
            gcTime: 600_000,
          },
        },
      }),
  );
  // Radix locks scrolling through a style element, which the CSP lets in by this nonce only.
  if (nonce && typeof window !== "undefined") setNonce(nonce);
  return (
    <QueryClientProvider client={client}>
      <PrefsProvider initial={prefs}>
        <ToastProvider>{children}</ToastProvider>
      </PrefsProvider>
    </QueryClientProvider>
  );
}
