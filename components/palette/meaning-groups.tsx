"use client";

import { FileSearch, ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import { FamilyMark } from "@/components/events/family-icon";
import { RevealedText } from "@/components/events/revealed-text";
import { familyOf, type Family } from "@/lib/audit/event-types";
import type { Meaning } from "@/lib/audit/go-to";
import { eventHref, eventsHref } from "@/lib/audit/links";
import type { EventQuery } from "@/lib/audit/query";
import { EMPTY_QUERY } from "@/lib/audit/query-params";
import { type ResourceId, type ResourceKind, resourceKey } from "@/lib/audit/resource-kind";
import { KIND_WORDS } from "@/lib/audit/resource-shape";
import { CountOf } from "./count-of";
import type { PaletteGroup, PaletteRow } from "./groups";
import { accountAsked, accountWords, type PaletteScope } from "./scope";

const FAMILY_OF: Record<ResourceKind, Family> = {
  app: "app",
  number: "number",
  user: "user",
  ip: "ip",
  secret: "account",
  account: "account",
};

const Value = ({ children }: { children: string }) => (
  <RevealedText text={children} className="mono font-medium" max={120} />
);

/** What a text may be by its shape, each with the ways that lead to it; what only an archive can answer needs one. */
export function meaningGroups(meanings: readonly Meaning[], scope: PaletteScope): PaletteGroup[] {
  const account = accountAsked(scope);
  const where = accountWords(scope.accounts, account);
  const list = (asked: Partial<EventQuery>) => eventsHref({ ...EMPTY_QUERY, account, ...asked });
  return meanings.flatMap((meaning, at): PaletteGroup[] => {
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
                rows: resourceRows(meaning.resource, { account, where, list, first: at === 0 }),
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
  hint: rest.hint,
  ...(rest.href === undefined ? {} : { href: rest.href }),
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
  /** Nothing stands above. */
  first: boolean;
}

function resourceRows(
  resource: ResourceId,
  { account, where, list, first }: ResourceRowOptions,
): PaletteRow[] {
  const { kind, value } = resource;
  const key = resourceKey(resource);
  const mark = <FamilyMark family={FAMILY_OF[kind]} />;
  const count = <CountOf resource={key} account={account} />;
  const named: PaletteRow = {
    key: `${kind}-named`,
    icon: <ListFilter size={14} aria-hidden />,
    label: "Events that name it",
    hint: count,
    href: list({ resource: [key] }),
  };
  if (kind !== "user" && kind !== "ip") {
    // The value stands in a row above already.
    if (!first) return [{ ...named, icon: mark }];
    return [row(named.key, mark, "Events that name", value, named)];
  }
  const own =
    kind === "user"
      ? row("user-by", mark, "Events by", value, { hint: where, href: list({ user: [value] }) })
      : row("ip-from", mark, "Events from", value, { hint: where, href: list({ ip: [value] }) });
  return [own, named];
}
