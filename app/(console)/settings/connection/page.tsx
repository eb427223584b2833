import { CircleCheck, CircleX, Clock } from "lucide-react";
import type { Metadata } from "next";
import { CheckAgain } from "@/components/shell/check-again";
import { FailedPage } from "@/components/shell/failed-page";
import { config } from "@/lib/server/config";
import { type CheckedAccount, checkConnections } from "@/lib/server/events/connection";
import { pageProblem } from "@/lib/server/http/page-problem";
import { pagePrincipal } from "@/lib/server/identity";
import { formatCount } from "@/lib/audit/time/format";

export const metadata: Metadata = { title: "Connection" };

/** What an operator does about each state. */
const STATES: Record<CheckedAccount["check"]["state"], { word: string; todo: string }> = {
  ok: { word: "works", todo: "" },
  wrong_secret: {
    word: "wrong secret",
    todo: "Compare the API key and secret with those in the Vonage dashboard, and set VONAGE_API_SECRET anew.",
  },
  no_access: {
    word: "no access",
    todo: "The key is right, but this account may not read the Audit API. Ask Vonage to open it for the account.",
  },
  wrong_url: { word: "wrong URL", todo: "No Audit API answers at this address. Check VONAGE_AUDIT_URL." },
  unreachable: {
    word: "unreachable",
    todo: "Check that this machine may reach the address: name resolution, firewall, proxy. Vonage may also be down.",
  },
  throttled: {
    word: "throttled",
    todo: "Vonage asks for fewer requests. Wait, or lower AUDIT_UPSTREAM_RPS.",
  },
  malformed: {
    word: "not an answer",
    todo: "Something answers that is not the Audit API, perhaps a proxy's page. Check VONAGE_AUDIT_URL.",
  },
};

export default async function ConnectionPage() {
  const principal = await pagePrincipal();
  let checked: CheckedAccount[];
  try {
    checked = await checkConnections(principal);
  } catch (error) {
    return (
      <FailedPage
        page="Connection"
        title="The connection was not checked"
        problem={pageProblem(error, "/settings/connection")}
      />
    );
  }
  const { archive, upstream } = config();
  const settings: [string, string, string][] = [
    ["Audit API", upstream.url, "VONAGE_AUDIT_URL"],
    ["Times are read as", `${upstream.zone}, an assumption: Vonage sends no zone`, "AUDIT_UPSTREAM_ZONE"],
    [
      "Dates are sent",
      upstream.dateSuffix === "Z" ? "with a Z behind them" : "without a zone",
      "AUDIT_UPSTREAM_DATE_SUFFIX",
    ],
    [
      "Requests",
      `at most ${formatCount(upstream.requestsPerSecond)} a second for each account`,
      "AUDIT_UPSTREAM_RPS",
    ],
    [
      "Text is found",
      upstream.searchCase === "sensitive" ? "where case matches" : "whatever its case",
      "AUDIT_SEARCH_CASE",
    ],
    [
      "Archive",
      archive === null ? "off: every answer is live" : "on: what it covers is answered from it",
      "ARCHIVE_URL",
    ],
  ];
  return (
    <main
      id="main"
      tabIndex={-1}
      className="min-h-[calc(100dvh-var(--header))] bg-surface px-3 pb-8 outline-none sm:px-6"
    >
      <div className="flex items-end gap-3 py-4">
        <div className="flex-1">
          <h1 className="text-22 font-strong tracking-[-.015em]">Connection</h1>
          <p className="text-text-2">
            Whether the console reaches the Audit API, for each account that you may read.
          </p>
        </div>
        <CheckAgain />
      </div>
      <ul className="max-w-[860px] border-t border-line">
        {checked.map(({ account, check }) => (
          <Row key={account.apiKey} name={account.name} apiKey={account.apiKey} check={check} />
        ))}
      </ul>
      <h2 className="mt-6 mb-2 font-strong">How it asks</h2>
      <dl className="max-w-[860px] border-t border-line">
        {settings.map(([term, value, name]) => (
          <div
            key={name}
            className="grid gap-x-4 border-b border-line py-1.5 text-12 sm:grid-cols-[150px_minmax(0,1fr)_auto]"
          >
            <dt className="text-text-3">{term}</dt>
            <dd className="break-words">{value}</dd>
            <dd className="mono text-text-3">{name}</dd>
          </div>
        ))}
      </dl>
    </main>
  );
}

function Row({ name, apiKey, check }: { name: string; apiKey: string; check: CheckedAccount["check"] }) {
  const { word, todo } = STATES[check.state];
  const ok = check.state === "ok";
  const Icon = ok ? CircleCheck : check.state === "throttled" ? Clock : CircleX;
  const tone = ok ? "text-live" : check.state === "throttled" ? "text-partial" : "text-failed";
  return (
    <li data-account={apiKey} className="flex gap-3 border-b border-line py-3">
      <Icon size={18} className={`mt-0.5 flex-none ${tone}`} aria-hidden />
      <div className="min-w-0 flex-1">
        <p>
          <b className="font-strong">{name}</b> <span className="mono text-text-3">{apiKey}</span>{" "}
          <span className={`ml-1 font-medium ${tone}`}>{word}</span>
        </p>
        <p className="text-text-2">{check.detail}</p>
        {todo ? <p className="text-text-2">{todo}</p> : null}
        <p className="text-11 text-text-3">
          {check.total === undefined ? "" : `${formatCount(check.total)} events in all · `}
          {formatCount(check.ms)} ms · checked{" "}
          <time dateTime={check.checkedAt}>{check.checkedAt.slice(11, 19)}</time> UTC
        </p>
      </div>
    </li>
  );
}
