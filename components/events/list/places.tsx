"use client";

import { TextButton } from "@/components/ui/button";
import { RequestError } from "@/lib/queries/fetch-text";
import { formatCount } from "@/lib/audit/time/format";
import type { Span } from "./geometry";

interface PlaceProps extends Span {
  /** Px of one row. */
  row: number;
}

/**
 * The place of rows that are not drawn, or not read yet: painted as lines of a skeleton, however fast it is scrolled to. It has one
 * cell, since how many columns stand is for the style to say.
 */
export const UnreadPlace = ({ from, to, row }: PlaceProps) => (
  <tr className="unread" aria-hidden style={{ height: (to - from) * row }}>
    <td />
  </tr>
);

/** The place of a page that could not be read: says so wherever in it one is, and takes no other page along. */
export function FailedPlace({
  from,
  to,
  row,
  error,
  again,
}: PlaceProps & { error: Error | null; again: () => void }) {
  const problem = error instanceof RequestError ? error.problem : null;
  const ended = problem?.code === "unauthorized";
  return (
    <tr className="failed" aria-rowindex={from + 2} style={{ height: (to - from) * row }}>
      <td>
        <div className="absolute inset-0">
          <div
            role="alert"
            className="sticky top-7 left-0 flex w-fit items-center gap-2 px-3 leading-[var(--row)]"
          >
            <span className="text-failed">
              Rows {formatCount(from + 1)}–{formatCount(to)} could not be read:{" "}
              {problem?.detail ?? "the console itself did not answer."}
            </span>
            {ended ? (
              <a
                className="link"
                href={`/sign-in?callbackUrl=${encodeURIComponent(window.location.pathname + window.location.search)}`}
              >
                Sign in
              </a>
            ) : (
              <TextButton onClick={again}>Try again</TextButton>
            )}
          </div>
        </div>
      </td>
    </tr>
  );
}
