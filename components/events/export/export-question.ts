import type { EventsPage } from "@/lib/audit/list-page";
import type { EventQuery, ResolvedWindow } from "@/lib/audit/query";

/** The result that stands on the screen, as far as its export needs to know it. */
export interface ExportQuestion {
  readonly query: EventQuery;
  readonly window: ResolvedWindow;
  readonly page: EventsPage;
  /** Names of the accounts that are read. */
  readonly accounts: readonly string[];
  readonly zone: string;
  /** There is an archive: how much can be exported has no bound. */
  readonly archive: boolean;
}
