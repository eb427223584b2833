"use client";

import { ArrowRight, Check, Globe, History, KeyRound, ListFilter, Search } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useMemo } from "react";
import { READY_QUESTIONS } from "@/components/events/ready-questions";
import { RevealedText } from "@/components/events/revealed-text";
import { readLocation } from "@/components/events/use-location";
import { usePrefs } from "@/components/providers/prefs";
import { eventsOf } from "@/components/shell/account-menu";
import { Kbd } from "@/components/ui/kbd";
import { withoutFilters } from "@/lib/audit/filters";
import { bare, meaningsOf } from "@/lib/audit/go-to";
import { eventsHref, queryString } from "@/lib/audit/links";
import { EMPTY_QUERY } from "@/lib/audit/query-params";
import { recentOf } from "@/lib/queries/recent";
import { meaningGroups } from "./meaning-groups";
import { recentRow } from "./recent-row";
import { accountAsked, accountWords, type PaletteScope } from "./scope";

export interface PaletteRow {
  key: string;
  icon: ReactNode;
  label: ReactNode;
  /** What it is looked for by, where it has a name. */
  words?: string;
  hint?: ReactNode;
  /** Where it leads; without one `run` does something here. */
  href?: string;
  run?: () => void;
}

export interface PaletteGroup {
  title: string;
  rows: readonly PaletteRow[];
}

const ICON = { size: 14, "aria-hidden": true } as const;
const RECENT_AT_FIRST = 5;

/** What is offered for a text, and what is to be said of it: what it may be by its shape, what has such a name, and the text itself. */
export function useGroups(
  scope: PaletteScope,
  text: string,
): { groups: PaletteGroup[]; note: string | null } {
  const named = useNamed(scope);
  const asked = accountAsked(scope);
  const wanted = text.trim();
  if (wanted === "") return { groups: filled(named), note: null };
  const meanings = meaningsOf(wanted);
  const shaped = meaningGroups(meanings, scope);
  const found = filled(
    named.map(({ title, rows }) => ({ title, rows: rows.filter((row) => hasName(row, bare(wanted))) })),
  );
  const search: PaletteGroup = {
    title: "Text",
    rows: [
      {
        key: "text",
        icon: <Search {...ICON} />,
        label: (
          <>
            Search events for “<RevealedText text={wanted} className="mono" max={120} />”
          </>
        ),
        hint: accountWords(scope.accounts, asked),
        href: eventsHref({ ...EMPTY_QUERY, account: asked, searchText: wanted }),
      },
      // What has no shape of an id may be the name of one.
      ...(scope.archived && meanings.length === 0 ? [namedThing(wanted, asked)] : []),
    ],
  };
  // The key of an account is first of all the way to that account.
  const isAccount = scope.accounts.some(({ apiKey }) => apiKey === bare(wanted));
  const both = isAccount ? [...found, ...shaped] : [...shaped, ...found];
  return { groups: [...both, search], note: noteOf(meanings, scope, shaped, found) };
}

function namedThing(text: string, account: string | null): PaletteRow {
  const params = new URLSearchParams({ find: text, ...(account === null ? {} : { account }) });
  return {
    key: "named-thing",
    icon: <History {...ICON} />,
    label: (
      <>
        Timeline of an application named “<RevealedText text={text} max={120} />”
      </>
    ),
    href: `/timeline?${queryString(params)}`,
  };
}

function noteOf(
  meanings: ReturnType<typeof meaningsOf>,
  { archived }: PaletteScope,
  shaped: readonly PaletteGroup[],
  found: readonly PaletteGroup[],
): string | null {
  if (!archived && meanings.some(({ is }) => is === "resource" || is === "block"))
    return "The archive is off: Vonage can be asked for ids and text, not for actors, addresses or things.";
  if (shaped.length === 0 && found.length === 0)
    return "No page, question, account or recent list has this name, and it is no id, number, address or e-mail.";
  return null;
}

const filled = (groups: readonly PaletteGroup[]) => groups.filter(({ rows }) => rows.length > 0);

/** By the beginning of any of its words. */
function hasName({ words = "" }: PaletteRow, text: string): boolean {
  const [name, sought] = [` ${words.toLowerCase()}`, text.toLowerCase()];
  return sought !== "" && (name.includes(` ${sought}`) || name.includes(`-${sought}`));
}

/** All that is there without a text: where one was, pages, questions, accounts, and what can be done anywhere. */
function useNamed(scope: PaletteScope): readonly PaletteGroup[] {
  const { prefs, zone, change } = usePrefs();
  const pathname = usePathname();
  const params = useSearchParams();
  const kept = useMemo(() => recentOf(scope.user), [scope.user]);
  const asked = accountAsked(scope);
  // In the list a question keeps the window, as the buttons beside it do.
  const base =
    pathname === "/events"
      ? readLocation(new URLSearchParams(params)).query
      : { ...EMPTY_QUERY, account: asked };
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [
    {
      title: "Recent",
      rows: kept.flatMap((href) => recentRow(href, scope, zone) ?? []).slice(0, RECENT_AT_FIRST),
    },
    {
      title: "Pages",
      rows: scope.pages.map(({ href, label }) => ({
        key: `page-${label}`,
        icon: <ArrowRight {...ICON} />,
        label,
        words: label,
        href,
      })),
    },
    {
      title: "Ready questions",
      rows: READY_QUESTIONS.map(({ label, types }) => ({
        key: `question-${label}`,
        icon: <ListFilter {...ICON} />,
        label,
        words: `${label} ${types.join(" ")}`,
        hint: <span className="max-sm:hidden">{types.length} types</span>,
        href: eventsHref({ ...withoutFilters(base), eventTypes: types }),
      })),
    },
    { title: "Accounts", rows: accountRows(scope) },
    {
      title: "Commands",
      rows: [
        {
          key: "zone",
          icon: <Globe {...ICON} />,
          label: prefs.zone === null ? "Show times in local zone" : "Show times in UTC",
          words: "Show times in local zone UTC",
          hint: prefs.keys && pathname === "/events" ? <Kbd className="max-sm:hidden">z</Kbd> : undefined,
          run: () => change({ zone: prefs.zone === null ? local : null }),
        },
      ],
    },
  ];
}

function accountRows({ accounts, read, archived }: PaletteScope): PaletteRow[] {
  const one = accounts.map((account): PaletteRow => ({
    key: `account-${account.apiKey}`,
    icon: account === read ? <Check {...ICON} /> : <KeyRound {...ICON} />,
    label: `Events of ${account.name}`,
    words: `${account.name} ${account.apiKey}`,
    hint: <span className="mono">{account.apiKey}</span>,
    href: eventsOf(account),
  }));
  if (!archived || accounts.length < 2) return one;
  const all: PaletteRow = {
    key: "account-all",
    icon: read === "all" ? <Check {...ICON} /> : <KeyRound {...ICON} />,
    label: "Events of all accounts",
    words: "All accounts",
    hint: <span className="mono">{accounts.length}</span>,
    href: eventsOf("all"),
  };
  return [...one, all];
}
