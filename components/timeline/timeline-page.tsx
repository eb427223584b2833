"use client";

import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { usePrefs } from "@/components/providers/prefs";
import { useToast } from "@/components/providers/toast";
import { type ResourceId, resourceKey } from "@/lib/audit/resource-kind";
import { timelineHref } from "@/lib/audit/links";
import { stateFrom } from "@/lib/audit/resource-state";
import { type ResourceTimeline, sayingsIn } from "@/lib/audit/timeline";
import { spanOf, stepsOf, stretchesOf } from "@/lib/audit/timeline-strip";
import { timelineQuery } from "@/lib/queries/timeline";
import { AlsoNamed } from "./also-named";
import { EventList } from "./event-list";
import { Nothing } from "./nothing";
import { StateTable } from "./state-table";
import { Strip } from "./strip";
import { TimelineHead } from "./timeline-head";
import { useFirsts } from "./use-firsts";
import { useMoment } from "./use-moment";

interface TimelinePageProps {
  initial: ResourceTimeline;
  /** A key, or `*`. */
  account: string;
}

const SECOND = 1000;
const shortId = (id: string) => (id.length > 20 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id);

/** Everything that happened to one thing, and its state at a moment, which needs no further question. */
export function TimelinePage({ initial, account }: TimelinePageProps) {
  const { zone } = usePrefs();
  const say = useToast();
  const { resource } = initial;
  const answer = useInfiniteQuery({
    ...timelineQuery(resource, account),
    initialData: (): InfiniteData<ResourceTimeline, number> => ({ pages: [initial], pageParams: [1] }),
  });
  const pages = useMemo(() => answer.data?.pages ?? [initial], [answer.data, initial]);
  const timeline = pages[0] ?? initial;
  const events = useMemo(() => pages.flatMap((page) => page.events), [pages]);
  const firstsOf = useFirsts(pages, account);
  const asOf = Date.parse(timeline.asOf);
  const moment = useMoment(asOf);
  // While it is dragged the moment is not yet written into the address.
  const [dragged, setDragged] = useState<number | null>(null);
  const at = dragged ?? moment.at;

  const sayings = useMemo(() => sayingsIn(timeline.changes), [timeline]);
  const gaps = useMemo(
    () => timeline.gaps.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) })),
    [timeline],
  );
  const names = useMemo(() => namesIn(pages), [pages]);
  const first = timeline.first === null ? null : Date.parse(timeline.first);
  const since = timeline.since === null ? null : Date.parse(timeline.since);
  const span = useMemo(() => spanOf(first, since, asOf), [first, since, asOf]);
  const stretches = useMemo(
    () =>
      stretchesOf({
        ...span,
        kind: resource.kind,
        sayings,
        gaps,
        first,
        nameOf: (id) => names.get(resourceKey({ kind: "app", value: id })) ?? shortId(id),
      }),
    [span, resource, sayings, gaps, first, names],
  );
  const steps = useMemo(() => stepsOf(timeline.changes, events), [timeline, events]);
  const state = useMemo(() => stateFrom(sayings, at, gaps), [sayings, at, gaps]);
  const before = useMemo(() => stateFrom(sayings, at - SECOND, gaps), [sayings, at, gaps]);
  const refresh = () =>
    void answer.refetch().then(({ error }) => {
      if (error) say({ text: `What has come since could not be read: ${error.message}`, bad: true });
    });
  const hrefOf = (other: ResourceId) => timelineHref(other, { account });

  return (
    <main
      id="main"
      tabIndex={-1}
      className="min-h-[calc(100dvh-var(--header))] bg-surface px-3 pb-10 outline-none sm:px-6"
    >
      <TimelineHead timeline={timeline} account={account} at={at} name={names.get(resourceKey(resource))} />
      {timeline.total === 0 ? (
        <Nothing timeline={timeline} account={account} />
      ) : (
        <>
          <Strip
            span={span}
            stretches={stretches}
            steps={steps}
            stepWord={timeline.changes.length > 0 ? "change" : "event"}
            more={answer.hasNextPage}
            gaps={gaps}
            activity={timeline.total > timeline.changes.length ? timeline.activity : null}
            kind={resource.kind}
            at={at}
            asOf={asOf}
            onDrag={setDragged}
            onMoment={(to, how) => {
              setDragged(null);
              moment.go(to, how);
              if (to === null) refresh();
            }}
          />
          <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_440px]">
            <EventList
              timeline={timeline}
              events={events}
              gaps={gaps}
              account={account}
              at={at}
              hrefOf={hrefOf}
              firstsOf={firstsOf}
              onMoment={timeline.changes.length > 0 ? (to) => moment.go(to, "push") : null}
              more={
                answer.hasNextPage
                  ? {
                      left: timeline.total - events.length,
                      busy: answer.isFetchingNextPage,
                      error: answer.isFetchNextPageError ? answer.error : null,
                      load: () => void answer.fetchNextPage(),
                    }
                  : null
              }
              onRead={() => answer.refetch().then(({ data }) => data?.pages[0] ?? null)}
            />
            <aside aria-label="State" className="min-w-0 space-y-6">
              <StateTable
                timeline={timeline}
                state={state}
                before={before}
                at={at}
                zone={zone}
                account={account}
                names={names}
              />
              <AlsoNamed timeline={timeline} zone={zone} account={account} names={names} />
            </aside>
          </div>
        </>
      )}
    </main>
  );
}

const namesIn = (pages: readonly ResourceTimeline[]): ReadonlyMap<string, string> =>
  new Map(pages.toReversed().flatMap(({ names }) => Object.entries(names)));
