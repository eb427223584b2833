"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

export function CheckAgain() {
  const router = useRouter();
  const [busy, start] = useTransition();
  return (
    <Button onClick={() => start(() => router.refresh())} disabled={busy}>
      <RefreshCw size={14} aria-hidden /> {busy ? "Checking…" : "Check again"}
    </Button>
  );
}
