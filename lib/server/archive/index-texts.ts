import { log } from "../log.ts";
import type { Store } from "./ops.ts";

const TOLD_EVERY = 100_000;

/**
 * Fills the text index after a step of the store has emptied it, in steps, so that readings are written between them. Until it has all, texts
 * are looked for without it. It ends with the store, and goes on when that is opened again.
 */
export async function indexTexts(store: Store, file: string): Promise<void> {
  let told = Infinity;
  try {
    for (;;) {
      const left = await store.write("indexSome");
      if (left === 0) break;
      if (told - left < TOLD_EVERY) continue;
      told = left;
      log("info", "the archive's text index is being made anew", { file, left });
    }
    if (told < Infinity) log("info", "the archive's text index has been made anew", { file });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log("warn", "the archive's text index is left until the next start", { file, reason });
  }
}
