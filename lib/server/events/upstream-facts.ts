import "server-only";
import type { UpstreamFacts } from "../../audit/archive-report.ts";
import { toIso } from "../../audit/time/format.ts";
import { type Account, knownTypes, seenTypes, upstream, upstreamHealth } from "../vonage/index.ts";

/** What is known of the upstream without waiting for it: what the last request showed, and the types as they were last told. */
export function upstreamFacts(
  account: Account,
  archived: readonly { readonly type: string }[],
): UpstreamFacts {
  const { last } = upstreamHealth(account);
  return {
    reachable: last === null ? null : last.code === null,
    code: last?.code ?? null,
    at: last === null ? null : toIso(last.at),
    types: typesOf(account, archived, last?.code == null),
  };
}

function typesOf(
  account: Account,
  archived: readonly { readonly type: string }[],
  mayAsk: boolean,
): UpstreamFacts["types"] {
  const list = knownTypes(account);
  if (list === null) {
    // The next look finds them. Not asked of an upstream that fails: whoever only looks makes it no worse.
    if (mayAsk)
      upstream(account)
        .listTypes()
        .catch(() => undefined);
    return null;
  }
  const listed = new Set(list.eventTypes.map(({ type }) => type));
  const seen = new Set([...archived, ...seenTypes(account)].map(({ type }) => type));
  const unlisted = [...seen].filter((type) => type !== "" && !listed.has(type)).sort();
  return { listed: listed.size, source: list.source, unlisted };
}
