"use client";

import { FamilyMark } from "@/components/events/family-icon";
import { RevealedText } from "@/components/events/revealed-text";
import { eventsHref, timelineHref } from "@/lib/audit/links";
import { EMPTY_QUERY } from "@/lib/audit/query-params";
import { type ResourceId, resourceKey } from "@/lib/audit/resource-kind";
import { FAMILY_OF, KIND_WORDS } from "@/lib/audit/resource-shape";
import { plural } from "@/lib/audit/time/format";
import { ResourceSearch } from "./resource-search";

interface FindPageProps {
  /** What was looked for; `null`: nothing yet. */
  text: string | null;
  found: readonly (ResourceId & { name?: string; count: number })[];
  /** A key, or `*`. */
  account: string;
}

/** Where a timeline begins: a field, and what the text in it may mean. */
export function FindPage({ text, found, account }: FindPageProps) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="min-h-[calc(100dvh-var(--header))] bg-surface px-3 pb-10 outline-none sm:px-6"
    >
      <div className="max-w-[640px] py-4">
        <h1 className="text-22 font-strong tracking-[-.015em]">Timeline</h1>
        <p className="mt-0.5 mb-3 text-text-2">
          Everything that happened to one thing, under every name that events give it, and its state at any
          moment. Paste a number, an application&rsquo;s id or name, an e-mail, an address, a secret or an
          account.
        </p>
        <ResourceSearch account={account} value={text ?? ""} />
        {text === null ? null : found.length === 0 ? (
          <div className="mt-4">
            <h2 className="font-strong">No event names it</h2>
            <p className="mt-0.5 text-text-2">
              No archived event names a number, application, user, address, secret or account{" "}
              <RevealedText text={text} className="mono wrap-anywhere text-text" max={200} />.{" "}
              <a href={eventsHref({ ...EMPTY_QUERY, account, searchText: text })} className="link">
                Search events for it as text
              </a>
              .
            </p>
          </div>
        ) : (
          <div className="mt-4">
            <h2 className="mb-1.5 font-strong">It may be</h2>
            <ul className="rounded-2 border border-line">
              {found.map(({ kind, value, name, count }) => (
                <li key={resourceKey({ kind, value })} className="border-t border-line first:border-t-0">
                  <a
                    href={timelineHref({ kind, value }, { account })}
                    className="ring-inset flex min-h-9 flex-wrap items-center gap-x-2 px-2.5 py-1.5 hover:bg-row-hover"
                  >
                    <FamilyMark family={FAMILY_OF[kind]} />
                    <span>{KIND_WORDS[kind]}</span>
                    {name ? <RevealedText text={name} className="font-medium" max={120} /> : null}
                    <RevealedText text={value} className="mono wrap-anywhere text-text-2" max={200} />
                    <span className="ml-auto text-12 text-text-3">{plural(count, "event")}</span>
                  </a>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </main>
  );
}
