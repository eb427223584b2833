"use client";

import { Download } from "lucide-react";
import { lazy, Suspense } from "react";
import { useToast } from "@/components/providers/toast";
import { buttonClass } from "@/components/ui/button";
import { ChunkBoundary } from "@/components/ui/chunk-boundary";
import { cn } from "@/components/ui/cn";
import { useWhenIdle } from "@/components/ui/use-when-idle";
import type { ExportQuestion } from "./export-question";
import type { Exporting } from "./use-export";

const load = () => import("./export-dialog");
const preload = () => void load().catch(() => {});
const ExportDialog = lazy(load);

interface ExportButtonProps {
  exporting: Exporting;
  /** What would be exported, or a sentence on why nothing can be. */
  question: ExportQuestion | string;
}

/** Opens the export of the result that stands there. While one runs it tells how far it is. */
export function ExportButton({ exporting, question }: ExportButtonProps) {
  const say = useToast();
  useWhenIdle(preload);
  const { open, status } = exporting;
  const running = status?.state === "running";
  const percent = running && status.total ? Math.floor((100 * status.count) / status.total) : null;
  const why = typeof question === "string" && exporting.id === null ? question : undefined;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label="Export"
        aria-disabled={why !== undefined}
        title={why ?? (percent === null ? "Export" : `Export: ${percent} % are written`)}
        className={cn(
          buttonClass("ghost", "small"),
          "max-sm:hidden aria-disabled:cursor-default aria-disabled:text-text-3 aria-disabled:hover:bg-transparent",
        )}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => (why === undefined ? exporting.setOpen(!open) : say({ text: why, bad: true }))}
      >
        <Download size={14} aria-hidden />
        {/* As wide as its word: what stands beside it does not move. */}
        <span className="hidden min-w-[40px] text-left lg:inline-block">
          {percent === null ? (running ? "…" : "Export") : `${percent} %`}
        </span>
      </button>
      {open && (exporting.id !== null || typeof question !== "string") ? (
        <ChunkBoundary>
          <Suspense fallback={null}>
            <ExportDialog exporting={exporting} question={typeof question === "string" ? null : question} />
          </Suspense>
        </ChunkBoundary>
      ) : null}
    </>
  );
}
