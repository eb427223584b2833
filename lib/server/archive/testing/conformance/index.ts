import { afterEach, beforeEach, describe } from "vitest";
import type { Archive } from "../../archive.ts";
import { lookingUpCases } from "./looking-up.ts";
import { pruningCases } from "./pruning.ts";
import { readingCases } from "./reading.ts";
import { streamingCases } from "./streaming.ts";
import { writingCases } from "./writing.ts";

/** The suite that every engine passes. `open` gives an empty archive each time; the suite closes it. */
export function describeArchive(name: string, open: () => Promise<Archive>): void {
  describe(name, () => {
    let archive: Archive;
    const current = () => archive;
    beforeEach(async () => {
      archive = await open();
    });
    afterEach(() => archive.close());

    writingCases(current);
    pruningCases(current);
    readingCases(current);
    streamingCases(current);
    lookingUpCases(current);
  });
}
