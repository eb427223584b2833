import { readFileSync } from "node:fs";
import { z } from "zod";
import { StoreError } from "../../database/store-error.ts";
import type { Checkpoint } from "../archive.ts";

const one = z.object({
  account: z.string().min(1),
  records: z.int().min(0),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string(),
});
const file = z.object({ checkpoints: z.array(one) });

/** The checkpoints that `archive:checkpoint` printed. What npm says before them, when it is not told to be silent, is passed over. */
export function readCheckpoints(path: string): readonly Checkpoint[] {
  try {
    const text = readFileSync(path, "utf8");
    return file.parse(JSON.parse(text.slice(text.indexOf("{")))).checkpoints;
  } catch (error) {
    const reason = error instanceof z.ZodError ? "it holds something else" : (error as Error).message;
    throw new StoreError(`${path} cannot be read as a checkpoint: ${reason}.`, { cause: error });
  }
}
