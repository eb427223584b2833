"use client";

import { splitEmail } from "@/components/events/columns";
import type { EventRow } from "@/components/events/event-rows";
import { EventTypeName } from "@/components/events/family-icon";
import { RevealedText } from "@/components/events/revealed-text";
import { Sentence } from "@/components/events/sentence";
import { cn } from "@/components/ui/cn";
import { eventHref } from "@/lib/audit/links";
import { formatOffset, formatTime } from "@/lib/audit/time/format";

interface AroundRowsProps {
  rows: readonly EventRow[];
  /** The event they are around. */
  of: { id: string; at: number };
  account: string;
  zone: string;
  /** Opens an event here; without it the links lead to its page. */
  onOpen?: ((id: string) => void) | undefined;
  showTypes: boolean;
}

/** Events by how long before or after another they were. */
export function AroundRows({ rows, of, account, zone, onOpen, showTypes }: AroundRowsProps) {
  return (
    <ol>
      {rows.map(({ event: near, sentence }) => {
        const self = near.id === of.id;
        const offset = near.at === null ? "?" : formatOffset(near.at - of.at, self);
        return (
          <li
            key={near.id}
            className={cn(
              "grid min-h-6 items-center gap-x-2 border-b border-line px-2 py-1 text-12 first:border-t max-sm:grid-cols-[1fr_auto] sm:grid-cols-[52px_62px_22px_84px_minmax(0,1fr)] sm:py-0 sm:whitespace-nowrap",
              showTypes && "lg:grid-cols-[58px_66px_210px_86px_minmax(0,1fr)]",
              self && "bg-row-selected",
            )}
          >
            <span className={cn("font-mono text-11", self ? "font-medium text-accent" : "text-text-3")}>
              {offset}
            </span>
            <a
              href={eventHref(near.id, account)}
              aria-current={self || undefined}
              className="mono hover:text-accent hover:underline max-sm:text-right"
              onClick={(click) => {
                if (!onOpen || self || click.metaKey || click.ctrlKey || click.shiftKey) return;
                click.preventDefault();
                onOpen(near.id);
              }}
            >
              {near.at === null ? "unknown" : formatTime(near.at, zone).time}
            </a>
            <span
              className={cn("overflow-hidden text-ellipsis", !showTypes && "sm:max-w-[14px]")}
              title={near.type}
            >
              <EventTypeName type={near.type} />
            </span>
            <span className="overflow-hidden text-ellipsis max-sm:text-right">
              {near.userEmail === null ? (
                <span className="text-text-3">no user</span>
              ) : (
                <RevealedText text={splitEmail(near.userEmail)[0]} />
              )}
            </span>
            <span className="overflow-hidden text-ellipsis max-sm:col-span-full max-sm:whitespace-normal">
              <Sentence segments={sentence} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}
