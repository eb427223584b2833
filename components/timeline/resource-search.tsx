"use client";

import { Search } from "lucide-react";
import { cn } from "@/components/ui/cn";

interface ResourceSearchProps {
  /** A key, or `*`. */
  account: string | null;
  className?: string;
  value?: string;
}

const MOST = 300;

/** Opens the timeline of whatever is pasted. A plain form: what it means is found out by the page it leads to. */
export function ResourceSearch({ account, className, value }: ResourceSearchProps) {
  return (
    <form action="/timeline" method="get" role="search" aria-label="Timelines" className={className}>
      {account === null ? null : <input type="hidden" name="account" value={account} />}
      <span
        className={cn(
          "flex h-control items-center gap-2 rounded-2 border border-line-control bg-surface px-2",
          "focus-within:border-focus focus-within:shadow-[0_0_0_1px_var(--focus)]",
        )}
      >
        <Search size={14} className="flex-none text-text-3" aria-hidden />
        <input
          name="find"
          required
          maxLength={MOST}
          defaultValue={value}
          aria-label="Open the timeline of a number, app, user or address"
          placeholder="Another number, app, user, address"
          autoComplete="off"
          spellCheck={false}
          className="min-w-0 flex-1 bg-transparent outline-none focus-visible:shadow-none"
        />
      </span>
    </form>
  );
}
