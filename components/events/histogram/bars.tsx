import { memo } from "react";
import { FAMILIES, type Family } from "@/lib/audit/event-types";
import { blocksOf, type Scale } from "./scale";
import type { Bar } from "./shape";

const FILLS: Record<Family, string> = {
  user: "fill-fam-user",
  number: "fill-fam-number",
  app: "fill-fam-app",
  account: "fill-fam-account",
  ip: "fill-fam-ip",
  reload: "fill-fam-reload",
  other: "fill-fam-other",
};
/** The plot's height, and a bar's width with the space beside it, in the drawing's own units. */
const HEIGHT = 72;
const EACH = 10;

/** The stacked bars: one path a family. */
export const Bars = memo(function Bars({ bars, scale }: { bars: readonly Bar[]; scale: Scale }) {
  const paths: Partial<Record<Family, string>> = {};
  for (const [i, bar] of bars.entries()) {
    for (const { family, bottom, height } of blocksOf(bar, scale, HEIGHT)) {
      const h = height.toFixed(1);
      paths[family] = `${paths[family] ?? ""}M${i * EACH + 1} ${(HEIGHT - bottom).toFixed(1)}h8v-${h}h-8z`;
    }
  }
  return (
    <svg
      viewBox={`0 0 ${bars.length * EACH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="absolute inset-0 block size-full"
      aria-hidden
    >
      {FAMILIES.map(({ id }) => (paths[id] ? <path key={id} d={paths[id]} className={FILLS[id]} /> : null))}
      {[...scale.cut].map((i) => (
        // Two white lines across: this bar is higher than there is room for.
        <path
          key={i}
          d={`M${i * EACH} 14l10 -4M${i * EACH} 18l10 -4`}
          className="stroke-surface"
          strokeWidth="1.5"
        />
      ))}
    </svg>
  );
});
