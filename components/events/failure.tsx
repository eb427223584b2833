"use client";

import { CircleX, Clock, Lock, LogOut, Search, TriangleAlert } from "lucide-react";
import { Button, buttonClass } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import type { Problem } from "@/lib/audit/errors";
import { RequestError } from "@/lib/queries/fetch-text";
import { RevealedText } from "./revealed-text";

const code = (problem: Problem) => `${problem.code} · request ${problem.requestId}`;

interface FailureProps {
  error: Error;
  accountKey: string | undefined;
  accountName: string | undefined;
  /** The address to come back to after signing in. */
  here: string;
  again?: () => void;
}

/** A result that could not be had. Each cause looks different; none ever reads as an empty result. */
export function Failure({ error, accountKey, accountName, here, again }: FailureProps) {
  const problem = error instanceof RequestError ? error.problem : null;
  const retry = again ? (
    <Button size="small" onClick={again}>
      Try again
    </Button>
  ) : null;
  if (problem === null) {
    return (
      <Message icon={CircleX} tone="failed" title="This result could not be read" actions={retry} alert>
        <p>The console itself did not answer. How many events match is not known.</p>
      </Message>
    );
  }
  switch (problem.code) {
    case "unauthorized":
      return (
        <Message
          icon={LogOut}
          tone="quiet"
          title="Your session ended"
          actions={
            <a
              href={`/sign-in?callbackUrl=${encodeURIComponent(here)}`}
              className={buttonClass("primary", "small")}
            >
              Sign in
            </a>
          }
          alert
        >
          <p>Sign in again to come back to exactly this view.</p>
        </Message>
      );
    case "account_forbidden":
    case "forbidden":
      return (
        <Message
          icon={Lock}
          tone="quiet"
          title={`You may not read ${accountName ?? "this account"}`}
          code={code(problem)}
          actions={
            <a href="/events" className={buttonClass("plain", "small")}>
              Switch account
            </a>
          }
          alert
        >
          <p>{problem.detail}</p>
        </Message>
      );
    case "event_not_found":
      return (
        <Message icon={Search} tone="quiet" title="No event has this id" code={code(problem)} alert>
          <p>{problem.detail}</p>
        </Message>
      );
    case "upstream_unauthorized":
      return (
        <Message
          icon={Lock}
          tone="failed"
          title={accountKey ? `Vonage refused the API key ${accountKey}` : "Vonage refused the API key"}
          code={code(problem)}
          actions={
            <>
              {retry}
              <a href="/settings/connection" className={buttonClass("plain", "small")}>
                Check the connection
              </a>
            </>
          }
          alert
        >
          <p>
            You are signed in; this is between the console and Vonage. An operator must check the secret of
            this account. How many events match is not known.
          </p>
        </Message>
      );
    case "upstream_throttled":
      return (
        <Message
          icon={Clock}
          tone="partial"
          title="Vonage asked to slow down"
          code={code(problem)}
          actions={retry}
          alert
        >
          <p>{problem.detail} How many events match is not known.</p>
        </Message>
      );
    case "bad_parameter":
    case "filter_needs_archive":
    case "needs_archive":
      return <BadParameter problem={problem} />;
    default:
      return (
        <Message
          icon={CircleX}
          tone="failed"
          title="This result could not be read"
          code={code(problem)}
          actions={retry}
          alert
        >
          <p>{problem.detail}</p>
          <p>How many events match is not known.</p>
        </Message>
      );
  }
}

/** The field is named and nothing that was typed is lost: the address still holds it. */
export function BadParameter({
  problem,
  value,
  onSuggestion,
}: {
  problem: Pick<Problem, "detail"> & { field?: string | undefined; suggestion?: string | undefined };
  /** What the field holds in the address. */
  value?: string | null;
  onSuggestion?: (value: string) => void;
}) {
  return (
    <Message
      icon={TriangleAlert}
      tone="failed"
      title={problem.field ? "A part of this address is wrong" : "This address is wrong"}
      actions={
        <>
          {problem.suggestion && onSuggestion ? (
            <Button size="small" onClick={() => onSuggestion(problem.suggestion as string)}>
              Use {problem.suggestion}
            </Button>
          ) : null}
          <a href="/events" className={buttonClass("plain", "small")}>
            All events
          </a>
        </>
      }
      alert
    >
      <p>
        {problem.field ? (
          <>
            <RevealedText
              text={`${problem.field}${value ? `=${value}` : ""}`}
              className="mono text-text break-all"
              max={200}
            />
            :{" "}
          </>
        ) : null}
        {problem.detail}
      </p>
      <p>Nothing was asked of Vonage.</p>
    </Message>
  );
}
