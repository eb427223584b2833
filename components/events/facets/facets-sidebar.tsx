"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import { ChunkBoundary } from "@/components/ui/chunk-boundary";

const Facets = lazy(() => import("./facets"));

interface FacetsSidebarProps extends ComponentProps<typeof Facets> {
  /** Drawn by the browser alone, when it has taken the page over. */
  hydrated: boolean;
}

/** The facets beside the list, where there is room for them: their place is kept while they load. */
export function FacetsSidebar({ hydrated, ...facets }: FacetsSidebarProps) {
  return (
    <aside
      aria-label="Facets"
      className="thin-scroll hidden w-[228px] flex-none overflow-auto border-r border-line bg-bg xl:block print:hidden"
    >
      {hydrated ? (
        <ChunkBoundary>
          <Suspense fallback={null}>
            <Facets {...facets} />
          </Suspense>
        </ChunkBoundary>
      ) : null}
    </aside>
  );
}
