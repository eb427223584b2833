"use client";

import { CircleCheck, Download, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  EXPORT_FORMATS,
  type ExportFormat,
  exportHref,
  exportName,
  type ExportRequest,
} from "@/lib/audit/export";
import { describeQuery } from "@/lib/audit/query-words";
import { formatRange, formatTime, zoneLabel } from "@/lib/audit/time/format";
import { Foot } from "./export-foot";
import { foretold } from "./export-words";
import type { ExportQuestion } from "./export-question";

/** What the file is to be. */
export type ExportWish = Pick<ExportRequest, "format" | "packet">;

interface ExportFormProps {
  question: ExportQuestion;
  wish: ExportWish;
  onWish: (wish: ExportWish) => void;
  /** With the id under which the export can be followed. */
  onStart: (id: string) => void;
}

/** Not `randomUUID`, which a browser offers on https and loopback alone. */
const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A plain download: the browser streams it to the disk, and goes on when this page is left. */
function download(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}

export function ExportForm({ question, wish, onWish, onStart }: ExportFormProps) {
  const { query, window, page, accounts, zone, archive } = question;
  const { how, words } = foretold(page, archive, zone);
  const Icon = how === "whole" ? CircleCheck : TriangleAlert;
  const start = () => {
    const id = newId();
    download(exportHref(query, window.asOf, wish, id));
    onStart(id);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <div className="px-4 pt-1 pb-3.5">
        <p className="text-text-2">
          {query.account === "*" ? `All accounts: ${accounts.join(", ")}` : accounts[0]} ·{" "}
          <span className="mono">{formatRange(window.from, window.to, window.asOf, zone)}</span>{" "}
          {zoneLabel(zone, window.to)} · as of{" "}
          <span className="mono">{formatTime(window.asOf, zone).time}</span>
          {describeQuery(query, { zone }).chips.map(({ field, label, op, value }) => (
            <span key={field}>
              {" "}
              · {label.toLowerCase()} {op} <bdi className="mono break-words">{value}</bdi>
            </span>
          ))}
          {query.sort === "created_at" ? " · oldest first" : " · newest first"}
        </p>
        <p
          id="export-how"
          className={cn("mt-2 flex gap-1.5", how === "whole" ? "text-text-2" : "text-partial")}
        >
          <Icon size={13} className="mt-[2.5px] flex-none" aria-hidden />
          <span>{words}</span>
        </p>
        <fieldset className="mt-2.5 grid gap-0.5">
          <legend className="mb-1 text-text-3">Format</legend>
          {(Object.keys(EXPORT_FORMATS) as ExportFormat[]).map((one) => (
            <label key={one} className="flex min-h-6 items-center gap-2 max-sm:min-h-10">
              <input
                type="radio"
                name="format"
                checked={one === wish.format}
                onChange={() => onWish({ ...wish, format: one })}
              />
              <b className="min-w-14 font-strong">{EXPORT_FORMATS[one].label}</b>
              <span className="text-text-3">{EXPORT_FORMATS[one].means}</span>
            </label>
          ))}
        </fieldset>
        <label className="mt-2 flex min-h-6 items-center gap-2 border-t border-line pt-2 max-sm:min-h-10">
          <input
            type="checkbox"
            checked={wish.packet}
            onChange={(event) => onWish({ ...wish, packet: event.target.checked })}
          />
          <b className="min-w-14 font-strong">Packet</b>
          <span className="text-text-3">one ZIP of the file and its receipt, to hand over</span>
        </label>
      </div>
      <Foot name={`${exportName(accounts, window, wish.format)}${wish.packet ? ".zip" : ""}`}>
        <Button
          type="submit"
          look="primary"
          size="small"
          className="max-sm:h-10"
          disabled={how === "never"}
          aria-describedby="export-how"
        >
          <Download size={13} aria-hidden /> Start the export
        </Button>
      </Foot>
    </form>
  );
}
