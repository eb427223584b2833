export function Kbd({ children, className = "" }: { children: string; className?: string }) {
  return (
    <kbd
      className={`min-w-[18px] rounded-1 border border-line-strong bg-surface px-1 text-center font-sans text-11 text-text-3 ${className}`}
    >
      {children}
    </kbd>
  );
}
