"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { usePrefs } from "@/components/providers/prefs";
import { plural } from "@/lib/audit/time/format";
import { ExportForm, type ExportWish } from "./export-form";
import { ExportProgress } from "./export-progress";
import type { ExportQuestion } from "./export-question";
import type { Exporting } from "./use-export";

interface ExportDialogProps {
  exporting: Exporting;
  /** `null` where nothing can be exported now; then there is one that was. */
  question: ExportQuestion | null;
}

/** What to export and as what; then how far it is; then how it ended. Closing it stops nothing. */
export default function ExportDialog({ exporting, question }: ExportDialogProps) {
  const { zone } = usePrefs();
  const [wish, setWish] = useState<ExportWish>({ format: "csv", packet: false });
  const { id, status } = exporting;
  const total = status === undefined ? question?.page.page.totalElements : (status.total ?? undefined);
  const title = total === undefined ? "Export" : `Export ${plural(total, "event")}`;
  return (
    <Dialog title={title} onClose={() => exporting.setOpen(false)} className="w-[440px] text-12">
      {id === null ? (
        question === null ? null : (
          <ExportForm question={question} wish={wish} onWish={setWish} onStart={exporting.follow} />
        )
      ) : (
        <ExportProgress exporting={exporting} zone={zone} />
      )}
    </Dialog>
  );
}
