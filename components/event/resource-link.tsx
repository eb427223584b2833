"use client";

import { Clock, Copy, Ellipsis, ListFilter } from "lucide-react";
import { useCopy } from "@/components/providers/toast";
import { RevealedText } from "@/components/events/revealed-text";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { iconButtonClass } from "@/components/ui/button";
import { eventsHref } from "@/lib/audit/links";
import { EMPTY_QUERY } from "@/lib/audit/query-params";

interface ResourceLinkProps {
  kind: string;
  value: string;
  account: string;
  name?: string | undefined;
  mono?: boolean;
  /** The moment of the event it stands in: offers what else names it around then. */
  at?: number | null;
}

const KINDS: Record<string, string> = {
  app: "Application",
  number: "Number",
  user: "User",
  ip: "Address",
  secret: "Secret",
  account: "Account",
};

/** Everything that names one thing, whatever key it stands under: the thing's value as text of the event. */
const namedBy = (value: string, account: string) =>
  eventsHref({ ...EMPTY_QUERY, account: account || null, searchText: value });

/** A resource of an event: its name, its value, and a menu of where to go from it. */
export function ResourceLink({ kind, value, account, name, mono = true, at = null }: ResourceLinkProps) {
  const copy = useCopy();
  const href = namedBy(value, account);
  return (
    <span className="group inline-flex max-w-full flex-wrap items-baseline gap-x-1.5">
      <a
        href={href}
        className="link break-all"
        title={`All events that name this ${(KINDS[kind] ?? "thing").toLowerCase()}`}
      >
        <RevealedText text={name ?? value} className={name || !mono ? "" : "mono"} max={300} />
      </a>
      {name ? <RevealedText text={value} className="mono break-all text-text-2" max={300} /> : null}
      <LazyMenu
        label={`${KINDS[kind] ?? kind} ${value.slice(0, 64)}: more`}
        buttonClass={`${iconButtonClass("tiny")} -my-1 self-center print:hidden`}
        button={<Ellipsis size={13} aria-hidden />}
        align="end"
        head={
          <>
            <b className="font-medium">{KINDS[kind] ?? kind}</b>{" "}
            <span className="mono text-text-3">{value.slice(0, 40)}</span>
          </>
        }
        items={[
          ...(at === null
            ? []
            : [
                {
                  id: "near",
                  label: "Events that name it, ± 30 min",
                  icon: <Clock size={14} aria-hidden />,
                  href: eventsHref({
                    ...EMPTY_QUERY,
                    account: account || null,
                    searchText: value,
                    time: { kind: "around", around: at, pm: "30m" },
                  }),
                },
              ]),
          { id: "all", label: "All events that name it", icon: <ListFilter size={14} aria-hidden />, href },
          {
            id: "copy",
            label: "Copy value",
            icon: <Copy size={14} aria-hidden />,
            run: () => void copy(value, "Value copied."),
            separated: true,
          },
        ]}
      />
    </span>
  );
}
