import { afterEach, beforeEach, describe } from "vitest";
import type { OpenArchive } from "../../archive-over.ts";
import { writingCases } from "./writing.ts";

/** The suite that every engine passes. `open` gives an empty archive each time; the suite closes it. */
export function describeArchive(name: string, open: () => Promise<OpenArchive>): void {
  describe(name, () => {
    let archive: OpenArchive;
    const current = () => archive;
    beforeEach(async () => {
      archive = await open();
    });
    afterEach(() => archive.close());

    writingCases(current);
  });
}
