"use client";

import { Button } from "@/components/ui/button";
import type { ExportStatus } from "@/lib/audit/export";
import { Foot } from "./export-foot";
import { ExportOutcome } from "./export-outcome";
import { countWords, formatBytes, leftWords } from "./export-words";
import type { Exporting } from "./use-export";

/** From the asking to the end, each stage told apart by its words. */
export function ExportProgress({ exporting, zone }: { exporting: Exporting; zone: string }) {
  const { status, told, unknown } = exporting;
  if (status === undefined) return <Beginning exporting={exporting} />;
  if (status.state !== "running") return <ExportOutcome exporting={exporting} status={status} zone={zone} />;
  return (
    <>
      <div className="px-4 pt-1 pb-3.5">
        <p role="status" className="text-text-2">
          {unknown
            ? "The console cannot be reached. The download may go on: the browser's list of downloads tells."
            : "The browser writes the file. It goes on when this is closed."}
        </p>
        <Bar status={status} told={told} />
      </div>
      <Foot name={status.name}>
        <Button size="small" className="max-sm:h-10" onClick={exporting.cancel}>
          Cancel the export
        </Button>
      </Foot>
    </>
  );
}

/** `unknown` is the rule for an instant, until the console has seen the download's own request. */
function Beginning({ exporting }: { exporting: Exporting }) {
  return (
    <>
      <p role="status" className="px-4 pt-1 pb-3.5 text-text-2">
        The download begins. If nothing happens, the browser may have stopped it: look at its list of
        downloads.
      </p>
      <Foot name="">
        <Button size="small" className="max-sm:h-10" onClick={exporting.again}>
          Start again
        </Button>
      </Foot>
    </>
  );
}

function Bar({ status, told }: { status: ExportStatus; told: number }) {
  const { count, total, bytes } = status;
  const percent = total === null || total === 0 ? null : Math.min(100, (100 * count) / total);
  const left = leftWords(status, told);
  return (
    <div className="mt-3">
      <div
        role="progressbar"
        aria-label="Events exported"
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={total === null ? undefined : count}
        aria-valuetext={countWords(status)}
        className="relative h-1.5 overflow-hidden rounded-[3px] bg-surface-3 shadow-[inset_0_0_0_1px_var(--line-control)]"
      >
        <i
          className={
            percent === null ? "run-bar block h-full w-[38%] bg-accent-fill" : "block h-full bg-accent-fill"
          }
          style={percent === null ? undefined : { width: `${percent}%` }}
        />
      </div>
      <p className="mt-1.5 text-text-2">
        <b className="font-strong text-text">{countWords(status)}</b> · {formatBytes(bytes)}
        {left === null ? null : ` · ${left}`}
      </p>
    </div>
  );
}
