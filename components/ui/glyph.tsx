/** The product's mark: three lines of a log, the middle one in the accent. */
export function Glyph({ size = 16 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden className="flex-none">
      <rect
        x=".75"
        y=".75"
        width="14.5"
        height="14.5"
        rx="3"
        fill="none"
        stroke="var(--text)"
        strokeWidth="1.5"
      />
      <path fill="var(--text)" d="M3 3h10v2H3zM3 11h10v2H3z" />
      <path fill="var(--accent)" d="M3 7h7v2H3z" />
    </svg>
  );
}
