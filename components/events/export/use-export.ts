"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { useToast } from "@/components/providers/toast";
import type { ExportStatus } from "@/lib/audit/export";
import { cancelExport, exportQuery } from "@/lib/queries/exports";

export interface Exporting {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** The export that is under way, or the last one until its panel is closed. */
  id: string | null;
  /** Absent until the console has told of it. */
  status: ExportStatus | undefined;
  /** When that was told. */
  told: number;
  /** It was asked for, and the console cannot tell of it: not begun, or out of reach. */
  unknown: boolean;
  follow: (id: string) => void;
  cancel: () => void;
  again: () => void;
}

/** One export of this page at a time: it goes on, and is followed, whether or not its panel is open. */
export function useExport(): Exporting {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<{ id: string; since: number } | null>(null);
  const client = useQueryClient();
  const say = useToast();
  const answer = useQuery({ ...exportQuery(asked?.id ?? "", asked?.since ?? 0), enabled: asked !== null });
  const status = asked === null ? undefined : answer.data;
  const ended = status !== undefined && status.state !== "running";

  const tell = useEffectEvent(() => {
    if (open || status === undefined) return;
    const action = { label: "Show", run: () => setOpen(true) };
    void import("./export-words").then(({ endWords }) =>
      say({ text: endWords(status), bad: status.state === "failed", action }),
    );
  });
  useEffect(() => {
    if (ended) tell();
  }, [ended]);

  return {
    open,
    setOpen: (next) => {
      setOpen(next);
      // Told and read: the next time it is about the result that then stands there.
      if (!next && ended) setAsked(null);
    },
    id: asked?.id ?? null,
    status,
    told: answer.dataUpdatedAt,
    unknown: asked !== null && answer.isError,
    follow: (id) => setAsked({ id, since: Date.now() }),
    cancel: () => {
      if (asked === null) return;
      const { queryKey } = exportQuery(asked.id, asked.since);
      cancelExport(asked.id).then(
        (told) => client.setQueryData(queryKey, told),
        () =>
          say({ text: "The export could not be cancelled: the console could not be reached.", bad: true }),
      );
    },
    again: () => setAsked(null),
  };
}
