import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
const imported = (file: string) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/(?:from|import) "([^"]+)"/g)].map(([, from]) => from!);

describe("the simulator", () => {
  it("imports nothing but Node's own modules and itself", () => {
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      for (const from of imported(file)) {
        const tests = file.startsWith("spec") && ["vitest", "ajv", "ajv-formats"].includes(from);
        const within =
          from.startsWith(".") && !relative(root, join(root, dirname(file), from)).startsWith("..");
        expect(tests || within || from.startsWith("node:"), `${file}: ${from}`).toBe(true);
      }
    }
  });

  it("does not take its tests or its contract along", () => {
    for (const file of files.filter((name) => !name.startsWith("spec"))) {
      expect(
        imported(file).filter((from) => /contract|spec/.test(from)),
        file,
      ).toEqual([]);
    }
  });
});
