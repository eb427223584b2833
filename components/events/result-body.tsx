"use client";

import type { ReactNode } from "react";
import { withoutFilters } from "@/lib/audit/filters";
import { writeQuery } from "@/lib/audit/query-params";
import { formatTime } from "@/lib/audit/time/format";
import { accountWords } from "./account-words";
import { BadParameter, Failure } from "./failure";
import { NothingRecorded, PastTheEnd, SkeletonRows } from "./result-state";
import type { Result } from "./use-result";

const PREMIUM = new Set(["USER_LOGIN", "USER_LOGOUT"]);

interface ResultBodyProps {
  result: Result;
  zone: string;
  /** The rows, drawn where there are any. */
  children: ReactNode;
}

/** A result is its rows, or exactly one of the states that say why there are none. */
export function ResultBody({ result, zone, children }: ResultBodyProps) {
  const { location, query, problem, page, error, account, asOf, ask } = result;
  if (problem) {
    return (
      <BadParameter
        problem={{ detail: problem.message, field: problem.field, suggestion: problem.suggestion }}
        value={location.wrong}
        onSuggestion={location.mend}
      />
    );
  }
  if (error) {
    return (
      <Failure
        error={error}
        accountKey={account?.apiKey}
        accountName={account?.name}
        here={`/events${location.search ? `?${location.search}` : ""}`}
        again={result.again}
      />
    );
  }
  if (result.reading || !page) return <SkeletonRows count={24} />;
  if (page.page.totalElements === 0) {
    const cleared = withoutFilters(query);
    const filters =
      writeQuery({ ...query, page: 1, asOf: null }).toString() !== writeQuery(cleared).toString();
    return (
      <NothingRecorded
        premiumOnly={query.eventTypes.length > 0 && query.eventTypes.every((type) => PREMIUM.has(type))}
        filtered={filters || query.time.kind !== "unbounded"}
        text={query.searchText}
        receipt={page.receipt}
        asOf={`${formatTime(asOf, zone, { now: asOf }).text} ${zone}`}
        accountName={accountWords(result.read)}
        onClear={() => ask({ ...cleared, time: { kind: "unbounded" } })}
      />
    );
  }
  const { totalPages } = page.page;
  if (query.page > totalPages && !result.kept) {
    return <PastTheEnd pages={totalPages} onLast={() => result.toPage(totalPages)} />;
  }
  return children;
}
