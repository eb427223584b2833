"use client";

import { Copy } from "lucide-react";
import { Fragment, useEffect, useMemo, useState } from "react";
import { useCopy } from "@/components/providers/toast";
import { Button, TextButton } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { RevealedText } from "@/components/events/revealed-text";
import { prettyText } from "@/lib/audit/json-text";
import { formatCount } from "@/lib/audit/time/format";

const SHOWN = 16_000;

/** The event byte for byte, or laid out; copying always gives the exact text. */
export function RawEvent({ raw }: { raw: string }) {
  const copy = useCopy();
  const [view, setView] = useState<"sent" | "formatted">("sent");
  const [whole, setWhole] = useState(false);
  const bytes = useMemo(() => new TextEncoder().encode(raw), [raw]);
  const hash = useSha256(bytes);
  const text = view === "sent" ? raw : prettyText(raw);
  const cut = !whole && text.length > SHOWN;
  return (
    <>
      <div className="mb-1.5 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-12">
        <Segmented
          small
          label="Raw event"
          value={view}
          options={[
            { value: "sent", label: "As sent" },
            { value: "formatted", label: "Formatted" },
          ]}
          onChange={setView}
        />
        <span className="whitespace-nowrap text-text-2">{formatCount(bytes.length)} bytes</span>
        <span className="whitespace-nowrap text-text-2" title={hash ?? undefined}>
          sha-256 <span className="mono">{hash ? `${hash.slice(0, 8)}…${hash.slice(-8)}` : "…"}</span>
        </span>
        <span className="flex-1" />
        <Button
          look="ghost"
          size="small"
          className="print:hidden"
          onClick={() => void copy(raw, "Event copied as it was sent.")}
        >
          <Copy size={13} aria-hidden /> Copy
        </Button>
      </div>
      <pre
        // A long text scrolls: it must be reachable by keyboard.
        tabIndex={0}
        aria-label="Raw event"
        className="thin-scroll max-h-[320px] overflow-auto rounded-2 border border-line bg-surface-2 px-2.5 py-2 font-mono text-[11.5px] leading-[18px] break-all whitespace-pre-wrap text-text-2 print:max-h-none"
      >
        <Lines text={cut ? text.slice(0, SHOWN) : text} layout={view === "formatted"} />
      </pre>
      {cut ? (
        <TextButton onClick={() => setWhole(true)}>Show all {formatCount(text.length)} characters</TextButton>
      ) : null}
    </>
  );
}

/** Line breaks of the layout are ours; those of the event as sent are characters like others, and shown. */
function Lines({ text, layout }: { text: string; layout: boolean }) {
  if (!layout) return <RevealedText text={text} max={Number.POSITIVE_INFINITY} />;
  return text.split("\n").map((line, i) => (
    <Fragment key={i}>
      {i > 0 ? "\n" : ""}
      <RevealedText text={line} max={Number.POSITIVE_INFINITY} />
    </Fragment>
  ));
}

function useSha256(bytes: Uint8Array<ArrayBuffer>): string | null {
  const [hash, setHash] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    // Only a secure context (https or loopback) has it.
    void globalThis.crypto?.subtle?.digest("SHA-256", bytes).then((digest) => {
      if (!current) return;
      setHash([...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
    });
    return () => {
      current = false;
    };
  }, [bytes]);
  return hash;
}
