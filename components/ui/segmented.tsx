import { cn } from "./cn";

interface Option<T extends string> {
  value: T;
  label: string;
  title?: string;
  disabled?: boolean;
}

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  small?: boolean;
}

/** A few choices of which one holds: pressed buttons in a group. */
export function Segmented<T extends string>({ label, value, options, onChange, small }: SegmentedProps<T>) {
  return (
    <div role="group" aria-label={label} className="inline-flex flex-none rounded-2 bg-surface-3 p-0.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          title={option.title}
          disabled={option.disabled}
          onClick={() => onChange(option.value)}
          className={cn(
            "rounded-1 px-2 text-12 text-text-2 disabled:text-text-3",
            small ? "h-[22px]" : "h-[calc(var(--control)-4px)]",
            option.value === value &&
              "bg-surface font-medium text-text shadow-[0_0_0_1px_var(--line-strong)]",
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
