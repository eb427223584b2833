/** The demo user has no row in the store; its name is nobody else's. */
export const DEMO = { name: "demo", password: "demo", role: "analyst" } as const;

const NAME = /^[a-z0-9][a-z0-9._@+-]{0,63}$/;

/** The name as the store keeps it, or null when no user can be called so. */
export function normaliseName(name: string): string | null {
  const folded = name.trim().toLowerCase();
  return NAME.test(folded) ? folded : null;
}
