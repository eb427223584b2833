import type { Config } from "tailwindcss";

const token = (name: string) => `var(--${name})`;
const tokens = (...names: string[]) => Object.fromEntries(names.map((name) => [name, token(name)]));

/** Tailwind speaks in the names of app/tokens.css: a class names a role, never a colour. */
export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      ...tokens(
        "bg",
        "surface",
        "surface-2",
        "surface-3",
        "overlay",
        "row-hover",
        "row-selected",
        "row-fresh",
        "scrim",
      ),
      ...tokens("line", "line-strong", "line-control", "text", "text-2", "text-3"),
      ...tokens(
        "accent",
        "accent-fill",
        "accent-fill-hover",
        "on-accent",
        "accent-soft",
        "accent-line",
        "focus",
      ),
      ...tokens("fam-user", "fam-number", "fam-app", "fam-account", "fam-ip", "fam-reload", "fam-other"),
      ...tokens("first", "first-soft", "first-line", "danger", "danger-soft", "danger-line"),
      ...tokens("live", "live-soft", "archive", "archive-soft", "partial", "partial-soft", "partial-line"),
      ...tokens("failed", "failed-soft"),
      ...tokens("cov-settled", "cov-open", "cov-missing", "cov-none"),
    },
    fontFamily: { sans: token("sans"), mono: token("mono") },
    fontSize: {
      "10": ["0.625rem", "0.875rem"],
      "11": [token("fs-11"), "1rem"],
      "12": [token("fs-12"), "1.125rem"],
      "13": [token("fs-13"), token("lh-13")],
      "15": [token("fs-15"), token("lh-15")],
      "18": [token("fs-18"), token("lh-18")],
      "22": [token("fs-22"), token("lh-22")],
    },
    fontWeight: { normal: "400", medium: "500", strong: "600" },
    borderRadius: { none: "0", 1: token("r-1"), 2: token("r-2"), 3: token("r-3"), full: "999px" },
    boxShadow: { none: "none", pop: token("shadow-pop"), drawer: token("shadow-drawer") },
    // The three widths that were drawn: phone, tablet (facets fold away), desk.
    screens: { sm: "721px", lg: "1280px" },
    extend: {
      spacing: {
        control: token("control"),
        "control-small": token("control-small"),
        header: token("header"),
      },
    },
  },
} satisfies Config;
