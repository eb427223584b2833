import type { EventsPage } from "@/lib/audit/list-page";
import { plural, formatCount } from "@/lib/audit/time/format";

export interface ReceiptWord {
  word: string;
  tone: "good" | "quiet" | "partial" | "failed";
  /** What the word means here, in a sentence. */
  means: string;
}

/** The receipt of a list of which more than its first page was read: a page of a longer result counts only itself. */
export function readSoFar(answer: EventsPage, events: number): EventsPage {
  const { receipt } = answer;
  if (receipt.reason !== "page" || events <= receipt.counted) return answer;
  return { ...answer, receipt: { ...receipt, counted: Math.min(events, answer.page.totalElements) } };
}

/** The last word of a receipt. Each has one meaning on every screen. */
export function receiptWord({ receipt, page }: EventsPage): ReceiptWord {
  const read = `${formatCount(receipt.counted)} of ${formatCount(page.totalElements)} read`;
  const archived = receipt.served === "archive";
  if (receipt.complete && page.totalElements === 0 && !archived) {
    return {
      word: "complete, not proof",
      tone: "partial",
      means:
        "Vonage lists no such event as of this moment. Events may arrive minutes late, and some are never recorded.",
    };
  }
  if (receipt.complete) {
    return {
      word: "complete",
      tone: "good",
      means: archived
        ? "Every event of the window is archived and settled: as many ids were read as Vonage counted."
        : "Every id of the window up to this moment was read and counted.",
    };
  }
  switch (receipt.reason) {
    case "page":
      return {
        word:
          receipt.counted > page.size
            ? `${formatCount(Math.ceil(receipt.counted / page.size))} pages`
            : "one page",
        tone: "quiet",
        means: `${read}. Vonage gives the total; the other pages were not read for this answer.`,
      };
    case "shifted":
      return {
        word: "partial",
        tone: "partial",
        means:
          "The result shifted between two pages while it was read, so an event may be missing or stand twice.",
      };
    case "upstream":
      return {
        word: "partial",
        tone: "partial",
        means: `${read}. Vonage stopped answering before the rest was read.`,
      };
    case "open":
      return {
        word: "still open",
        tone: "quiet",
        means: "The window's end is so young that events may still arrive.",
      };
    case "gap": {
      const tail = receipt.gaps.length === 1 && receipt.gaps[0]?.to === receipt.to;
      return tail && receipt.gaps[0]?.from !== null
        ? {
            word: "archive only",
            tone: "quiet",
            means: `Nothing after ${receipt.gaps[0]?.from ?? ""} is known: Vonage has not answered since.`,
          }
        : {
            word: "partial",
            tone: "partial",
            means: "A part of the window is not archived yet. The archive fills itself in; ask again.",
          };
    }
    default:
      return { word: "partial", tone: "partial", means: read };
  }
}

export const countWords = (total: number): string => plural(total, "event");
