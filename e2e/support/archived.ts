import { expect, type Page } from "playwright/test";
import type { Receipt } from "@/lib/audit/receipt";
import type { Lab } from "./lab";

/** Until everything that the simulator has is archived, which a demo takes a moment for. The last seconds are always still open. */
export async function untilArchived(page: Page, lab: Lab): Promise<void> {
  await expect
    .poll(
      async () => {
        const answer = await page.request.get(`${lab.url}/api/events/summary?account=*`);
        const { receipt } = (await answer.json()) as { receipt?: Receipt };
        return receipt !== undefined && (receipt.complete || receipt.reason === "open");
      },
      { timeout: 45_000 },
    )
    .toBe(true);
}
