/** `ines.vidal@acme.example` → `IV`, `demo` → `DE`. */
export function initials(user: string): string {
  const words = (user.split("@")[0] ?? "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = "", second] = words;
  const letters = second ? first.slice(0, 1) + second.slice(0, 1) : first.slice(0, 2);
  return letters.toUpperCase() || "?";
}
