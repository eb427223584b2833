import { cn } from "@/components/ui/cn";

interface StampFieldProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  bad: boolean;
}

/** A moment to the second, typed. */
export function StampField({ id, label, value, onChange, bad }: StampFieldProps) {
  return (
    <input
      id={id}
      aria-label={label}
      aria-invalid={bad}
      value={value}
      placeholder={label === "To" ? "now" : "YYYY-MM-DD HH:MM:SS"}
      onChange={(event) => onChange(event.target.value)}
      className={cn(
        "mono h-control w-full min-w-[150px] flex-1 rounded-2 border bg-surface px-2 outline-none focus:border-focus focus:shadow-[0_0_0_1px_var(--focus)]",
        bad ? "border-danger" : "border-line-control",
      )}
    />
  );
}
