"use client";

import { FileSearch, ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import { FamilyMark } from "@/components/events/family-icon";
import { RevealedText } from "@/components/events/revealed-text";
import { familyOf } from "@/lib/audit/event-types";
import type { Meaning } from "@/lib/audit/go-to";
import { eventHref, eventsHref, timelineHref } from "@/lib/audit/links";
import type { EventQuery } from "@/lib/audit/query";
import { EMPTY_QUERY } from "@/lib/audit/query-params";
import { type ResourceId, resourceKey } from "@/lib/audit/resource-kind";
import { FAMILY_OF, KIND_WORDS } from "@/lib/audit/resource-shape";
import { CountOf } from "./count-of";
import type { PaletteGroup, PaletteRow } from "./groups";
import { accountAsked, accountWords, type PaletteScope } from "./scope";

const Value = ({ children }: { children: string }) => (
  <RevealedText text={children} className="mono font-medium" max={120} />
);

/** What a text may be by its shape, each with the ways that lead to it; what only an archive can answer needs one. */
export function meaningGroups(meanings: readonly Meaning[], scope: PaletteScope): PaletteGroup[] {
  const account = accountAsked(scope);
  const where = accountWords(scope.accounts, account);
  const list = (asked: Partial<EventQuery>) => eventsHref({ ...EMPTY_QUERY, account, ...asked });
  return meanings.flatMap((meaning): PaletteGroup[] => {
    switch (meaning.is) {
      case "event":
        return [{ title: "Event", rows: eventRows(meaning.id, scope) }];
      case "type":
        return [
          {
            title: "Type",
            rows: [
              row("type", <FamilyMark family={familyOf(meaning.type)} />, "Events of type", meaning.type, {
                hint: where,
                href: list({ eventTypes: [meaning.type] }),
              }),
            ],
          },
        ];
      case "block":
        return scope.archived
          ? [
              {
                title: "Addresses",
                rows: [
                  row("block", <FamilyMark family="ip" />, "Events from", meaning.block, {
                    hint: where,
                    href: list({ ip: [meaning.block] }),
                  }),
                ],
              },
            ]
          : [];
      case "resource":
        return scope.archived
          ? [
              {
                title: KIND_WORDS[meaning.resource.kind],
                rows: resourceRows(meaning.resource, { account, where, list }),
              },
            ]
          : [];
    }
  });
}

const row = (
  key: string,
  icon: ReactNode,
  before: string,
  value: string,
  rest: Pick<PaletteRow, "hint" | "href">,
): PaletteRow => ({
  key,
  icon,
  label: (
    <>
      {before} <Value>{value}</Value>
    </>
  ),
  ...rest,
});

function eventRows(id: string, scope: PaletteScope): PaletteRow[] {
  const { accounts } = scope;
  const account = accountAsked(scope);
  const one = account === "*" ? null : account;
  const icon = <FileSearch size={14} aria-hidden />;
  const here = row("event", icon, "Open event", id, {
    hint: accountWords(accounts, account),
    href: eventHref(id, one),
  });
  if (one === null || accounts.length < 2) return [here];
  const everywhere: PaletteRow = {
    key: "event-anywhere",
    icon,
    label: "Look for it in every account",
    hint: `in all ${accounts.length} accounts`,
    href: eventHref(id),
  };
  return [here, everywhere];
}

interface ResourceRowOptions {
  account: string | null;
  where: string;
  list: (asked: Partial<EventQuery>) => string;
}

function resourceRows(resource: ResourceId, { account, where, list }: ResourceRowOptions): PaletteRow[] {
  const { kind, value } = resource;
  const key = resourceKey(resource);
  const icon = <ListFilter size={14} aria-hidden />;
  const timeline = row(`${kind}-timeline`, <FamilyMark family={FAMILY_OF[kind]} />, "Timeline of", value, {
    hint: <CountOf resource={key} account={account} />,
    href: timelineHref(resource, { account }),
  });
  const named = { icon, label: "Events that name it", hint: where, href: list({ resource: [key] }) };
  const own =
    kind === "user"
      ? [{ icon, key: "user-by", label: "Events by this actor", hint: where, href: list({ user: [value] }) }]
      : kind === "ip"
        ? [
            {
              icon,
              key: "ip-from",
              label: "Events from this address",
              hint: where,
              href: list({ ip: [value] }),
            },
          ]
        : [];
  return [timeline, ...own, { ...named, key: `${kind}-named` }];
}
