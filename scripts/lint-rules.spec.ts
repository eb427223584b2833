import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const OXLINT = resolve("node_modules/oxlint/bin/oxlint");
const CONFIG = resolve(".oxlintrc.json");

/** What a file of each folder may import, and what it must not: imports go down only. */
const LAYERS: readonly { folder: string; may: readonly string[]; mustNot: readonly string[] }[] = [
  {
    folder: "lib/audit",
    may: ["./event.ts", "./time/window.ts", "zod/mini"],
    mustNot: [
      "zod",
      "zod/v4",
      "react",
      "next/server",
      "node:fs",
      "fs",
      "@/lib/audit/event",
      "@tanstack/react-query",
      "../server/config.ts",
      "../queries/events.ts",
      "../../components/ui/button.tsx",
      "../../app/page.tsx",
      "../../simulator/index.ts",
    ],
  },
  {
    folder: "lib/audit/time",
    may: ["./zone.ts", "../event.ts"],
    mustNot: ["react", "../../server/config.ts", "../../../simulator/index.ts"],
  },
  {
    folder: "lib/queries",
    may: ["../audit/event.ts", "./events.ts", "@tanstack/react-query"],
    mustNot: [
      "../server/config.ts",
      "@/lib/server/config",
      "@/components/ui/button",
      "../../components/ui/button.tsx",
      "@/app/page",
      "../../app/page.tsx",
      "../../simulator/index.ts",
    ],
  },
  {
    folder: "components/events",
    may: ["@/lib/audit/event", "@/lib/queries/events", "../ui/button.tsx", "react"],
    mustNot: [
      "@/lib/server/config",
      "../../lib/server/config.ts",
      "@/app/page",
      "../../app/page.tsx",
      "../../simulator/index.ts",
      "@/simulator/index",
    ],
  },
  {
    folder: "app/api/events",
    may: ["@/lib/server/events/list", "@/lib/audit/event", "@/components/ui/button"],
    mustNot: ["@/simulator/index", "../../../simulator/index.ts"],
  },
  {
    folder: "lib/server",
    may: ["./config.ts", "./events/list.ts", "../audit/event.ts", "zod"],
    mustNot: [
      "../queries/events.ts",
      "@/components/ui/button",
      "../../components/ui/button.tsx",
      "@/app/page",
      "../../app/page.tsx",
      "../../simulator/index.ts",
    ],
  },
  {
    folder: "lib/server/database",
    may: ["../../audit/event.ts", "../config.ts", "kysely"],
    mustNot: [
      "../events/list.ts",
      "../identity/index.ts",
      "../vonage/index.ts",
      "../http/route.ts",
      "../../queries/events.ts",
      "@/components/ui/button",
      "@/app/page",
      "../../../simulator/index.ts",
    ],
  },
  {
    folder: "lib/server/archive",
    may: ["../../audit/event.ts", "../database/sqlite.ts", "./columns/segment.ts", "kysely"],
    mustNot: [
      "../events/list.ts",
      "../sync/index.ts",
      "../identity/index.ts",
      "../vonage/index.ts",
      "../http/route.ts",
      "../config.ts",
      "../../queries/events.ts",
      "@/components/ui/button",
      "@/app/page",
      "../../../simulator/index.ts",
    ],
  },
  {
    folder: "lib/server/vonage",
    may: ["../../audit/event.ts", "../config.ts", "undici", "./errors/index.ts"],
    mustNot: [
      "../events/list.ts",
      "../identity/index.ts",
      "../http/route.ts",
      "../../queries/events.ts",
      "@/components/ui/button",
      "@/app/page",
      "../../../simulator/index.ts",
    ],
  },
  {
    folder: "lib/server/sync",
    may: ["../../audit/event.ts", "../vonage/index.ts", "../archive/archive.ts", "../log.ts", "./span.ts"],
    mustNot: [
      "../events/list.ts",
      "../identity/index.ts",
      "../http/route.ts",
      "../../queries/events.ts",
      "@/components/ui/button",
      "@/app/page",
      "../../../simulator/index.ts",
    ],
  },
  {
    folder: "lib/server/identity",
    may: ["../database/console-store.ts", "../config.ts", "../http/route.ts", "next-auth"],
    mustNot: [
      "../events/list.ts",
      "../vonage/index.ts",
      "../../queries/events.ts",
      "@/components/ui/button",
      "@/app/page",
      "../../../simulator/index.ts",
    ],
  },
  ...["lib/server/events", "lib/server/http"].map((folder) => ({
    folder,
    may: ["../identity/index.ts", "../vonage/index.ts", "../config.ts", "../../audit/event.ts"],
    mustNot: [
      "../../queries/events.ts",
      "@/components/ui/button",
      "@/app/page",
      "../../../app/page.tsx",
      "../../../simulator/index.ts",
    ],
  })),
  {
    folder: "simulator/http",
    may: ["./reply.ts", "../data/model.ts", "node:http"],
    mustNot: [
      "@/lib/audit/event",
      "../../lib/audit/event.ts",
      "../../app/page.tsx",
      "../../components/ui/button.tsx",
      "../../lib/server/config.ts",
    ],
  },
];

const importing = (specifier: string) =>
  `import { thing } from "${specifier}";\n\nexport const use = thing;\n`;

let root: string;
const found = new Map<string, string[]>();
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "lint-rules-"));
  copyFileSync(CONFIG, join(root, ".oxlintrc.json"));
  for (const { folder, may, mustNot } of LAYERS) {
    for (const [i, specifier] of may.entries()) write(`${folder}/clean-${i}.ts`, importing(specifier));
    for (const [i, specifier] of mustNot.entries()) {
      write(`${folder}/seeded-${i}.ts`, importing(specifier));
      write(`${folder}/seeded-${i}.spec.ts`, importing(specifier));
    }
  }
  write("cycle/one-way.ts", importing("./end.ts"));
  write("cycle/end.ts", "export const thing = 1;\n");
  write("cycle/a.ts", 'import { b } from "./b.ts";\n\nexport const a = () => b;\n');
  write("cycle/b.ts", 'import { a } from "./a.ts";\n\nexport const b = () => a;\n');
  lint();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** The linter as `npm run lint` runs it, over the seeded tree. */
function lint() {
  const { stdout } = spawnSync(process.execPath, [OXLINT, "--deny-warnings", "--format=json"], {
    cwd: root,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  for (const { code, filename } of diagnostics) found.set(filename, [...(found.get(filename) ?? []), code]);
}

describe.each(LAYERS)("$folder", ({ folder, may, mustNot }) => {
  it.each(may.map((specifier, i) => [specifier, i] as const))("may import %s", (_, i) => {
    expect(found.get(`${folder}/clean-${i}.ts`)).toBeUndefined();
  });

  it.each(mustNot.map((specifier, i) => [specifier, i] as const))("is caught importing %s", (_, i) => {
    expect(found.get(`${folder}/seeded-${i}.ts`)).toEqual(["eslint(no-restricted-imports)"]);
    // A spec may reach anywhere: it is no part of the house.
    expect(found.get(`${folder}/seeded-${i}.spec.ts`)).toBeUndefined();
  });
});

it("two files that import each other are caught, and one way is not", () => {
  expect(found.get("cycle/a.ts")).toEqual(["import(no-cycle)"]);
  expect(found.get("cycle/b.ts")).toEqual(["import(no-cycle)"]);
  expect(found.get("cycle/one-way.ts")).toBeUndefined();
});

it("no rule of imports stands in the settings without a folder here that proves it", () => {
  const { overrides } = JSON.parse(readFileSync(CONFIG, "utf8")) as {
    overrides: { files: string[]; rules: Record<string, unknown> }[];
  };
  const restricted = overrides
    .filter(({ rules }) => Array.isArray(rules["no-restricted-imports"]))
    .flatMap(({ files }) => files);
  expect(restricted.length).toBeGreaterThan(5);
  const proved = (glob: string) =>
    LAYERS.some(({ folder }) => `${folder}/`.startsWith(glob.replace("**", "")));
  expect(restricted.filter((glob) => !proved(glob))).toEqual([]);
});
