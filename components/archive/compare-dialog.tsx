"use client";

import { useQuery } from "@tanstack/react-query";
import { RevealedText } from "@/components/events/revealed-text";
import { markDifference } from "@/components/event/mark-difference";
import { TextButton } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { discrepancyQuery } from "@/lib/queries/archive";
import { momentWords } from "./words";

interface CompareDialogProps {
  account: string;
  id: string;
  asOf: number;
  onClose: () => void;
}

/** The text that was kept first, and below it each other one, with the part that differs boxed. */
export default function CompareDialog({ account, id, asOf, onClose }: CompareDialogProps) {
  const { data, error, refetch } = useQuery(discrepancyQuery(account, id));
  return (
    <Dialog title="Two texts of one id" onClose={onClose} className="w-[760px]">
      <div className="grid gap-3 px-4 pt-1 pb-4 text-12">
        <p className="mono break-all text-text-2">{id}</p>
        {error ? (
          <p role="alert" className="text-failed">
            The texts could not be read: {error.message}{" "}
            <TextButton onClick={() => void refetch()}>Try again</TextButton>
          </p>
        ) : null}
        {data?.others.map(({ seen, text }, i) => {
          const { kept } = data;
          const parts = kept === null ? null : markDifference(kept, text);
          return (
            <div key={seen + String(i)} className="grid gap-3">
              {i > 0 ? null : kept === null ? (
                <p>The first text was removed by age; its digest is kept.</p>
              ) : (
                <Text label="Kept first" text={kept} part={parts?.before ?? null} />
              )}
              <Text
                label={`Sent later, ${momentWords(seen, asOf)} UTC`}
                text={text}
                part={parts?.after ?? null}
              />
            </div>
          );
        })}
      </div>
    </Dialog>
  );
}

function Text({
  label,
  text,
  part,
}: {
  label: string;
  text: string;
  part: readonly [number, number] | null;
}) {
  const [from, to] = part ?? [text.length, text.length];
  const most = Number.POSITIVE_INFINITY;
  return (
    <figure>
      <figcaption className="mb-1 font-medium">{label}</figcaption>
      <pre
        // A long text scrolls: it must be reachable by keyboard.
        tabIndex={0}
        aria-label={label}
        className="thin-scroll max-h-[220px] overflow-auto rounded-2 border border-line bg-surface-2 px-2.5 py-2 font-mono text-[11.5px] leading-[18px] break-all whitespace-pre-wrap"
      >
        <RevealedText text={text.slice(0, from)} max={most} />
        {from < to ? (
          <mark className="rounded-[2px] bg-transparent text-text shadow-[0_0_0_1px_var(--text)]">
            <RevealedText text={text.slice(from, to)} max={most} />
          </mark>
        ) : null}
        <RevealedText text={text.slice(to)} max={most} />
      </pre>
    </figure>
  );
}
