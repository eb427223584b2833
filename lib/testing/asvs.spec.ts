import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const page = readFileSync("docs/asvs.md", "utf8");

/** How many requirements each section of ASVS 5.0.0 has at levels 1 and 2; those of level 3 come after them. */
const SECTIONS: Readonly<Record<string, number>> = {
  "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
  "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3,
  "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2,
  "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3,
  "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1,
  "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}; // prettier-ignore
const ALL = Object.entries(SECTIONS).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, i) => `${section}.${i + 1}`),
);

const rows = [...page.matchAll(/^\| ([\d., ]+?) +\| (\w+|n\/a) +\| (.+?) +\|$/gm)].map(
  ([, ids = "", state = "", words = ""]) => ({ ids: ids.split(", "), state, words }),
);

it("has every requirement of levels 1 and 2 once, and no number that there is not", () => {
  expect(ALL).toHaveLength(253);
  expect(rows.flatMap(({ ids }) => ids).toSorted()).toEqual(ALL.toSorted());
});

it("names a state, and for what is met a file or a page that is there", () => {
  for (const { ids, state, words } of rows) {
    expect(["met", "part", "not", "n/a", "outside"], ids.join()).toContain(state);
    const files = [
      ...words.matchAll(/`([\w./@[\]()-]+\/[\w./@[\]()-]+|[A-Z][a-z]+|\.?[\w-]+\.json|\.dockerignore)`/g),
    ];
    for (const [, file = ""] of files) expect(existsSync(file), `${ids.join()}: ${file}`).toBe(true);
    if (state === "met") expect(files.length > 0 || /\]\([\w-]+\.md|256/.test(words), ids.join()).toBe(true);
  }
});

it("leads to headings that are there", () => {
  for (const name of ["docs/asvs.md", "docs/security.md"])
    for (const [, file = "", anchor] of readFileSync(name, "utf8").matchAll(
      /\]\(([\w-]+\.md)(?:#([\w-]+))?\)/g,
    )) {
      const text = readFileSync(`docs/${file}`, "utf8");
      const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, words = ""]) =>
        words
          .toLowerCase()
          .replace(/[^\w\s-]/g, "")
          .replaceAll(" ", "-"),
      );
      if (anchor !== undefined) expect(anchors, `${name}: ${file}#${anchor}`).toContain(anchor);
    }
});
