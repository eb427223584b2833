const LABELS = {
  stated: "border-surface-3 bg-surface-3",
  derived: "border-line-control",
  unknown: "border-dashed border-line-control",
} as const;

/** The weakest evidence also looks the weakest: filled, solid edge, dashed edge. */
export const ProvenanceLabel = ({ provenance }: { provenance: keyof typeof LABELS }) => (
  <span className={`inline-block rounded-1 border px-1 text-10 text-text-2 ${LABELS[provenance]}`}>
    {provenance}
  </span>
);
