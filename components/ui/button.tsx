import type { ButtonHTMLAttributes, Ref } from "react";
import { cn } from "./cn";

type Look = "plain" | "ghost" | "primary" | "danger";

const LOOKS: Record<Look, string> = {
  plain: "border-line-strong bg-surface text-text hover:bg-row-hover",
  ghost: "border-transparent text-text-2 hover:bg-surface-3 hover:text-text",
  primary: "border-transparent bg-accent-fill text-on-accent font-medium hover:bg-accent-fill-hover",
  danger: "border-danger-line bg-surface text-danger hover:bg-danger-soft",
};

/** Classes of a button, for links and inputs that look like one. */
export const buttonClass = (look: Look = "plain", size: "normal" | "small" | "large" = "normal") =>
  cn(
    "inline-flex items-center gap-1.5 rounded-2 border whitespace-nowrap transition-colors duration-[80ms]",
    "disabled:cursor-default disabled:border-line disabled:bg-surface-2 disabled:text-text-3",
    size === "normal" && "h-control px-[9px]",
    size === "small" && "h-control-small px-[7px] text-12",
    size === "large" && "h-9 w-full justify-center px-3",
    LOOKS[look],
  );

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  size?: "normal" | "small" | "large";
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look = "plain",
  size = "normal",
  className,
  type = "button",
  ...rest
}: ButtonProps) {
  return <button type={type} className={cn(buttonClass(look, size), className)} {...rest} />;
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The accessible name; also the tooltip. */
  label: string;
  size?: "normal" | "small" | "tiny";
  ref?: Ref<HTMLButtonElement>;
}

export const iconButtonClass = (size: "normal" | "small" | "tiny" = "normal") =>
  cn(
    "inline-grid flex-none place-items-center rounded-2 text-text-2 hover:bg-surface-3 hover:text-text",
    "disabled:text-text-3 disabled:opacity-60 disabled:hover:bg-transparent",
    "aria-disabled:text-text-3 aria-disabled:opacity-60 aria-disabled:hover:bg-transparent",
    size === "normal" && "size-control",
    size === "small" && "size-control-small",
    size === "tiny" && "size-6",
  );

export function IconButton({ label, size = "normal", className, type = "button", ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cn(iconButtonClass(size), className)}
      {...rest}
    />
  );
}

/** A button that reads as a word in a line of text. */
export function TextButton({ className, type = "button", ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type={type}
      className={cn(
        "-mx-1 rounded-1 px-1 py-0.5 text-12 text-accent hover:underline disabled:text-text-3",
        className,
      )}
      {...rest}
    />
  );
}
