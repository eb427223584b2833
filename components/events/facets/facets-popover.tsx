"use client";

import type { ComponentProps } from "react";
import Facets from "./facets";

/** The same facets where no room is left for them beside the list. */
export default function FacetsPopover(props: ComponentProps<typeof Facets>) {
  return (
    <div className="thin-scroll max-h-[min(560px,70dvh)] w-[320px] max-w-full overflow-auto">
      <Facets {...props} />
    </div>
  );
}
