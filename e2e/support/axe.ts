import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright/test";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  id: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** What axe finds on the page as it stands, or `within` a part of it; given as text, since the policy lets no foreign script in. */
export async function findings(page: Page, within = "html"): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (selector) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (context: string, options: object) => Promise<{ violations: Finding[] }> };
    };
    const { violations: found } = await axe.run(selector, { resultTypes: ["violations"] });
    return found;
  }, within);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary?.split("\n").at(-1)}`,
    ),
  );
}

/** Motion is over: a colour halfway through fading in has no contrast of its own. What a theme has just changed moves a frame later. */
export const still = (page: Page) =>
  page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });

export interface Look {
  theme: "light" | "dark";
  width: number;
}

/** Every width in both themes; in the sample that `npm test` runs, each width in one, turn about. */
export const looks = (...widths: number[]): Look[] =>
  widths.flatMap((width, at) =>
    (["light", "dark"] as const)
      .filter((_, theme) => process.env["AUDIT_TEST_FULL"] || (at + theme) % 2 === 0)
      .map((theme) => ({ theme, width })),
  );
