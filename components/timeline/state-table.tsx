"use client";

import { ProvenanceLabel } from "@/components/event/provenance-label";
import { ResourceLink } from "@/components/event/resource-link";
import { RevealedText } from "@/components/events/revealed-text";
import { cn } from "@/components/ui/cn";
import { eventHref } from "@/lib/audit/links";
import { kindOfKey } from "@/lib/audit/resource-keys";
import { type ResourceKind, resourceKey } from "@/lib/audit/resource-kind";
import type { FieldState } from "@/lib/audit/resource-state";
import { formatTime, plural, zoneLabel } from "@/lib/audit/time/format";
import type { ResourceTimeline } from "@/lib/audit/timeline";

interface StateTableProps {
  timeline: ResourceTimeline;
  state: readonly FieldState[];
  /** A second earlier. */
  before: readonly FieldState[];
  at: number;
  zone: string;
  account: string;
  names: ReadonlyMap<string, string>;
}

const CELL = "border-t border-line px-2 py-[5px] align-top wrap-anywhere";

/** What is known of the thing at the moment, each value with the event that set it. */
export function StateTable({ timeline, state, before, at, zone, account, names }: StateTableProps) {
  const { changes } = timeline;
  const done = changes.filter((change) => Date.parse(change.at) <= at).length;
  const moment = formatTime(at, zone).text;
  const tied = state.filter((field) => field.tied).length;
  return (
    <section aria-labelledby="timeline-state" className="print:break-inside-avoid">
      <h2 id="timeline-state" className="mb-1.5 text-12 font-strong" aria-live="polite">
        State at {moment} {zoneLabel(zone, at, "short")}{" "}
        {changes.length > 0 ? (
          <span className="ml-1 font-normal text-text-3">
            after change {done} of {changes.length}
          </span>
        ) : null}
      </h2>
      {state.length === 0 ? (
        <p className="text-12 text-text-2">
          No event says how it stood: {plural(timeline.total, "event")} only{" "}
          {timeline.total === 1 ? "names" : "name"} it.
        </p>
      ) : (
        <table className="w-full table-fixed border-separate border-spacing-0 rounded-2 border border-line text-12">
          <thead>
            <tr className="text-left text-text-2 [&>th]:h-6 [&>th]:px-2 [&>th]:font-medium">
              <th scope="col" className="w-[28%]">
                Field
              </th>
              <th scope="col">Value</th>
              <th scope="col" className="w-[112px] sm:w-[142px]">
                Set by
              </th>
            </tr>
          </thead>
          <tbody>
            {state.map((field) => (
              <Row
                key={field.field}
                field={field}
                was={before.find((other) => other.field === field.field)}
                kind={kindOf(field, state)}
                {...{ timeline, at, zone, account, names }}
              />
            ))}
          </tbody>
        </table>
      )}
      {state.length === 0 ? null : (
        <p className="mt-1.5 text-12 text-text-3">
          {done === 0
            ? "At this moment nothing had changed yet."
            : `Built by replaying ${plural(done, "change")} up to this moment${timeline.since === null ? "" : ", from where coverage starts"}.`}
          {tied > 0
            ? ` Events of one second give ${plural(tied, "field")} different values: their order is not known, and the value may be the other one.`
            : " The state does not depend on the order of events of one second."}
        </p>
      )}
    </section>
  );
}

/** The kind of thing that a field's value is the name of. */
function kindOf({ field }: FieldState, state: readonly FieldState[]): ResourceKind | undefined {
  if (field === "application") return "app";
  if (field === "voice-value")
    return state.some((other) => other.field === "voice-type" && other.value === "app") ? "app" : undefined;
  return kindOfKey(field.split(".").at(-1) ?? "");
}

interface RowProps extends Pick<StateTableProps, "timeline" | "at" | "zone" | "account" | "names"> {
  field: FieldState;
  was: FieldState | undefined;
  kind: ResourceKind | undefined;
}

function Row({ field, was, kind, timeline, at, zone, account, names }: RowProps) {
  const { value, provenance, fromAt } = field;
  const setNow = fromAt !== undefined && Date.parse(fromAt) === at && provenance === "derived";
  const changed = setNow && (was?.value !== value || was.provenance === "unknown");
  return (
    <tr className={cn(changed && "bg-row-selected")}>
      <th scope="row" className={cn(CELL, "mono text-left font-normal text-text-2")}>
        <RevealedText text={field.field} max={120} />
      </th>
      <td className={CELL}>
        <Value text={value} unknown={provenance === "unknown"} {...{ kind, account, names, at }} />
        {changed ? (
          <span className="block text-text-3">
            was{" "}
            {was === undefined || was.provenance === "unknown" ? (
              "not known"
            ) : was.value === null ? (
              "none"
            ) : (
              <Was text={was.value} names={names} />
            )}
          </span>
        ) : null}
      </td>
      <td className={cn(CELL, "[&>*]:block [&>*]:w-fit")}>
        <ProvenanceLabel provenance={provenance} />
        <SetBy {...{ field, timeline, zone, account }} />
      </td>
    </tr>
  );
}

function Was({ text, names }: { text: string; names: ReadonlyMap<string, string> }) {
  const name = names.get(resourceKey({ kind: "app", value: text }));
  return <RevealedText text={name ?? text} className={name ? "" : "mono"} max={300} />;
}

interface ValueProps {
  text: string | null;
  unknown: boolean;
  kind: ResourceKind | undefined;
  account: string;
  names: ReadonlyMap<string, string>;
  at: number;
}

function Value({ text, unknown, kind, account, names, at }: ValueProps) {
  if (unknown) return <span className="text-text-2">not known</span>;
  if (text === null) return <span className="text-text-2">none</span>;
  if (kind !== undefined && text !== "")
    return (
      <ResourceLink
        kind={kind}
        value={text}
        account={account}
        name={names.get(resourceKey({ kind, value: text }))}
        brief
        at={at}
      />
    );
  return <RevealedText text={text === "" ? "(empty)" : text} className="mono wrap-anywhere" max={600} />;
}

function SetBy({
  field,
  timeline,
  zone,
  account,
}: Pick<RowProps, "field" | "timeline" | "zone" | "account">) {
  const { from, fromAt, fromType, provenance, acrossGap } = field;
  if (provenance === "unknown" || from === undefined || fromAt === undefined) {
    const { since } = timeline;
    return (
      <span className="text-11 text-text-3">
        {since === null
          ? "no event carries it"
          : `before coverage (${formatTime(Date.parse(since), zone).date})`}
      </span>
    );
  }
  const words = formatTime(Date.parse(fromAt), zone, { now: Date.parse(timeline.asOf) }).text;
  const owner = timeline.changes.find(({ id }) => id === from)?.account ?? account;
  return (
    <>
      <a
        href={eventHref(from, owner)}
        className="link mono text-11"
        title={`${fromType ?? ""} ${from}`.trim()}
      >
        {words}
      </a>
      {provenance === "stated" ? <span className="text-11 text-text-3">as what stood before it</span> : null}
      {acrossGap ? <span className="text-11 font-medium text-partial">across a gap</span> : null}
      {field.tied ? <span className="text-11 text-partial">or another value of that second</span> : null}
    </>
  );
}
