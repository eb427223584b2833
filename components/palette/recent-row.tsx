"use client";

import { Clock } from "lucide-react";
import { RevealedText } from "@/components/events/revealed-text";
import { describeQuery } from "@/lib/audit/query-words";
import { readRecent, type Recent } from "@/lib/audit/recent";
import { parseResourceKey } from "@/lib/audit/resource-kind";
import { KIND_WORDS } from "@/lib/audit/resource-shape";
import type { PaletteRow } from "./groups";
import { accountWords, type PaletteScope } from "./scope";

function wordsOf(recent: Recent, zone: string): string {
  switch (recent.is) {
    case "list":
      return describeQuery(recent.query, { zone, asOf: Date.now() }).sentence;
    case "event":
      return `Event ${recent.id}`;
    case "timeline": {
      const resource = parseResourceKey(recent.resource);
      if (resource === null) return `Timeline of ${recent.resource}`;
      return `Timeline of ${KIND_WORDS[resource.kind].toLowerCase()} ${resource.value}`;
    }
  }
}

/** An address that was asked before, in words; `null` for one that means nothing any more. */
export function recentRow(href: string, { accounts }: PaletteScope, zone: string): PaletteRow | null {
  const recent = readRecent(href);
  if (recent === null) return null;
  const words = wordsOf(recent, zone);
  const account = recent.is === "list" ? recent.query.account : recent.account;
  return {
    key: `recent-${href}`,
    icon: <Clock size={14} aria-hidden />,
    label: <RevealedText text={words} max={300} />,
    words,
    hint: account === null ? undefined : accountWords(accounts, account),
    href,
  };
}
