"use client";

import { Unplug } from "lucide-react";
import { useRef, useState } from "react";
import { usePrefs } from "@/components/providers/prefs";
import { useReader } from "@/components/providers/reader";
import { useToast } from "@/components/providers/toast";
import { TextButton } from "@/components/ui/button";
import { formatDuration, formatRange, toIso, zoneLabel } from "@/lib/audit/time/format";
import type { ResourceTimeline } from "@/lib/audit/timeline";
import { askArchive } from "@/lib/queries/archive";

interface GapItemProps {
  gap: { from: number; to: number };
  account: string;
  asOf: string;
  onRead: () => Promise<ResourceTimeline | null>;
}

const LOOK_MS = 2000;
const LOOKS = 15;

/** A span in which nobody knows what happened; an admin may have it read at once. */
export function GapItem({ gap: { from, to }, account, asOf, onRead }: GapItemProps) {
  const { zone } = usePrefs();
  const { admin } = useReader();
  const say = useToast();
  const [reading, setReading] = useState(false);
  const here = useRef<HTMLLIElement>(null);
  const span = { from: toIso(from), to: toIso(to) };

  const read = async () => {
    setReading(true);
    try {
      await askArchive("retry", account, span);
      for (let look = 0; look < LOOKS; look++) {
        await new Promise((done) => setTimeout(done, LOOK_MS));
        // Gone from the page: it was read, or the reader went elsewhere.
        if (here.current === null) return;
        const found = await onRead();
        if (found !== null && !found.gaps.some((gap) => gap.from <= span.to && gap.to >= span.from)) return;
      }
      say({ text: "It is still not read. The archive's page tells why.", bad: true });
    } catch (error) {
      say({ text: error instanceof Error ? error.message : String(error), bad: true });
    } finally {
      setReading(false);
    }
  };

  return (
    <li ref={here} className="relative border-b border-line py-2 pr-2 pl-4 text-12 text-text-2 sm:pl-[180px]">
      <span aria-hidden className="hatched absolute inset-y-0 left-0 w-2" />
      <Unplug size={14} className="absolute top-2.5 left-[152px] text-partial max-sm:hidden" aria-hidden />
      <p>
        <b className="block font-strong text-text">
          Not archived: {formatRange(from, to, Date.parse(asOf), zone)} {zoneLabel(zone, to, "short")}
        </b>
        What happened in these {formatDuration(to + 1000 - from)} is not known. A value from below is certain
        again only from the next event that states it.{" "}
        {admin ? (
          <TextButton className="mx-0 px-0" disabled={reading} onClick={() => void read()}>
            {reading ? "Reading…" : "Read it from Vonage now"}
          </TextButton>
        ) : (
          "An admin can have it read again."
        )}
      </p>
    </li>
  );
}
