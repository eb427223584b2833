"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, ExternalLink, Link2, X } from "lucide-react";
import { type CSSProperties, type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef } from "react";
import { EventTypeName } from "@/components/events/family-icon";
import { Failure } from "@/components/events/failure";
import { isPlainKey } from "@/components/events/use-list-keys";
import { usePrefs } from "@/components/providers/prefs";
import { useCopy } from "@/components/providers/toast";
import type { AccountRef } from "@/components/shell/header";
import { buttonClass, IconButton } from "@/components/ui/button";
import { ResizeEdge } from "@/components/ui/resize-edge";
import { decodeEvent } from "@/lib/audit/decode-event";
import type { AuditEvent } from "@/lib/audit/event";
import { eventHref } from "@/lib/audit/links";
import { DRAWER } from "@/lib/audit/prefs";
import type { Names } from "@/lib/audit/sentence";
import { formatCount } from "@/lib/audit/time/format";
import { eventQuery } from "@/lib/queries/event";
import { Around } from "./around";
import { Changes } from "./changes";
import { ContextView } from "./context-view";
import { Facts } from "./facts";
import { PartTabs, useParts } from "./parts";
import { RawEvent } from "./raw-event";
import { Section } from "./section";
import { useSameSecond } from "./use-same-second";
import { Headline, useHeadline } from "./headline";

interface EventDrawerProps {
  id: string;
  /** The event as the list holds it: drawn at once. Without it, it is asked for by its id. */
  held: AuditEvent | null;
  /** Whose it is; `undefined` when the address names none of the reader's accounts. */
  account: AccountRef | undefined;
  /** Where it stands in the query; `null` when the list does not hold it. */
  position: { index: number; total: number } | null;
  upstreamZone: string;
  /** Names of things, learnt from the list. */
  names: Names;
  onStep: (by: 1 | -1) => void;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** One event over the list: not modal, the list behind stays alive. */
export default function EventDrawer({
  id,
  held,
  account,
  position,
  upstreamZone,
  names,
  onStep,
  onOpen,
  onClose,
}: EventDrawerProps) {
  const accountKey = account?.apiKey ?? "";
  const asked = useQuery({ ...eventQuery(id, accountKey), enabled: held === null && account !== undefined });
  const event = useMemo(
    () =>
      held ??
      (asked.data === undefined ? null : decodeEvent(asked.data, { zone: upstreamZone, keyOf: () => id })),
    [held, asked.data, upstreamZone, id],
  );
  const { prefs, change } = usePrefs();
  const copy = useCopy();
  const frame = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const headline = useHeadline(event, accountKey, names);
  // The facts are drawn at once, all below them right after.
  const opened = useDeferredValue(true, false);
  const parts = useParts(body, event !== null && opened);
  const sameSecond = useSameSecond(event, accountKey);

  // Focus moves in when the reader opens it, not while the page loads around it; a step to another event leaves it where it is.
  useEffect(() => {
    if (document.activeElement !== document.body) title.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    // In braces: newer browsers return a promise, which is no cleanup.
    body.current?.scrollTo({ top: 0 });
  }, [id]);

  // The tab tells what is open over the list.
  const words = headline?.plain ?? null;
  useEffect(() => {
    if (words === null) return;
    const before = document.title;
    document.title = `${words} · Audit console`;
    return () => {
      document.title = before;
    };
  }, [words]);

  const draw = (width: number) => frame.current?.style.setProperty("--drawer", `${width}px`);
  const page = eventHref(id, accountKey || null);
  const copyLink = () => void copy(`${window.location.origin}${page}`, "Link to this event copied.");
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    const always: Record<string, () => void> = {
      Escape: onClose,
    };
    const letters: Record<string, () => void> = {
      j: () => onStep(1),
      k: () => onStep(-1),
      "[": () => parts.go(-1),
      "]": () => parts.go(1),
      o: () => window.location.assign(page),
      y: () => event && void copy(event.raw, "Event copied as it was sent."),
      u: copyLink,
    };
    const run = always[e.key] ?? (prefs.keys && isPlainKey(e) ? letters[e.key] : undefined);
    if (!run) return;
    e.preventDefault();
    run();
  };

  return (
    <section
      ref={frame}
      style={{ "--drawer": `${prefs.drawer}px` } as CSSProperties}
      aria-label={headline?.plain ?? `Event ${id}`}
      onKeyDown={onKeyDown}
      className="slide-in fixed inset-0 z-30 flex w-auto flex-col bg-overlay shadow-drawer sm:absolute sm:inset-[38px_0_0_auto] sm:z-[3] sm:w-[640px] sm:border-t sm:border-line-strong lg:w-(--drawer) print:static print:w-full"
    >
      <ResizeEdge
        label="Width of the event"
        {...DRAWER}
        width={prefs.drawer}
        side="left"
        onMove={draw}
        onResize={(drawer) => change({ drawer })}
        className="-left-1 z-[1] w-2 max-lg:hidden print:hidden"
      />
      <header className="flex-none border-b border-line px-4 pt-1.5">
        <div className="-mr-2 flex h-[30px] items-center gap-1.5 text-12">
          <span className="min-w-0 overflow-hidden text-ellipsis whitespace-nowrap">
            {event ? <EventTypeName type={event.type} /> : null}
          </span>
          <span className="ml-1.5 whitespace-nowrap text-text-3 max-sm:hidden">
            {position
              ? `${formatCount(position.index)} of ${formatCount(position.total)}`
              : "not on this page of the list"}
          </span>
          <span className="flex-1" />
          <IconButton
            label="Newer event (k)"
            size="small"
            disabled={!position || position.index <= 1}
            onClick={() => onStep(-1)}
          >
            <ChevronUp size={16} aria-hidden />
          </IconButton>
          <IconButton
            label="Older event (j)"
            size="small"
            disabled={!position || position.index >= position.total}
            onClick={() => onStep(1)}
          >
            <ChevronDown size={16} aria-hidden />
          </IconButton>
          <span className="mx-1 h-4 w-px bg-line-strong" />
          <button
            type="button"
            aria-label="Copy link to this event"
            title="Copy link to this event"
            className={buttonClass("ghost", "small")}
            onClick={copyLink}
          >
            <Link2 size={14} aria-hidden />
            <span className="hidden lg:inline">Copy link</span>
          </button>
          <a
            href={page}
            aria-label="Open page"
            title="Open its own page"
            className={buttonClass("ghost", "small")}
          >
            <ExternalLink size={14} aria-hidden />
            <span className="hidden lg:inline">Open page</span>
          </a>
          <span className="mx-1 h-4 w-px bg-line-strong" />
          <IconButton label="Close" size="small" onClick={onClose}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
        <h2
          ref={title}
          tabIndex={-1}
          data-drawer-title
          className="mt-1 text-15 font-strong tracking-[-.005em] break-words outline-none focus-visible:shadow-none"
        >
          {headline ? <Headline segments={headline.title} /> : `Event ${id}`}
        </h2>
        <p className="mt-0.5 min-h-5 text-text-2">{headline ? <Headline segments={headline.sub} /> : null}</p>
        <PartTabs parts={parts} />
      </header>
      <div ref={body} className="thin-scroll min-h-0 flex-1 overflow-auto px-4 pt-3 pb-6">
        {event && account ? (
          <>
            <div data-part="changed" id="changed" tabIndex={-1} className="scroll-mt-3 outline-none">
              <Facts
                event={event}
                account={account}
                upstreamZone={upstreamZone}
                sameSecond={sameSecond}
                columns={2}
              />
            </div>
            {opened ? (
              <>
                <Section id="what-changed" title="What changed">
                  <Changes event={event} account={accountKey} />
                </Section>
                <Section id="context" title="Context">
                  <ContextView event={event} account={accountKey} />
                </Section>
                <Section id="around" title="Around this event">
                  <Around event={event} account={accountKey} onOpen={onOpen} showTypes={false} />
                </Section>
                <Section id="raw" title="Raw event">
                  <RawEvent raw={event.raw} />
                </Section>
              </>
            ) : null}
          </>
        ) : asked.isError ? (
          <Failure
            error={asked.error}
            accountKey={account?.apiKey}
            accountName={account?.name}
            here={
              typeof window === "undefined" ? "/events" : window.location.pathname + window.location.search
            }
            again={() => void asked.refetch()}
          />
        ) : account === undefined ? (
          <p role="alert" className="text-12 text-text-2">
            The address does not say which of your accounts this event is of.{" "}
            <a href={eventHref(id)} className="link">
              Look for it in all of them
            </a>
          </p>
        ) : (
          <p className="appear-late text-text-3">Reading the event…</p>
        )}
      </div>
    </section>
  );
}
