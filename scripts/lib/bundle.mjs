// Node 20 runs no TypeScript: commands are bundled by esbuild into .cache/ and run from there.
import { existsSync, mkdirSync, statSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { inRoot } from "./project.mjs";

/** Is `outfile` newer than every file it was made from? Its inputs are listed beside it. */
async function isFresh(outfile, list) {
  if (!existsSync(outfile) || !existsSync(list)) return false;
  const made = statSync(outfile).mtimeMs;
  const inputs = JSON.parse(await readFile(list, "utf8"));
  return inputs.every((file) => existsSync(inRoot(file)) && statSync(inRoot(file)).mtimeMs <= made);
}

/**
 * Bundles `entry` into `outfile` (both relative to the root) and returns the path of the bundle; does nothing when no
 * source is newer. `options` are esbuild's.
 */
export async function bundle(entry, outfile, options = {}) {
  const out = inRoot(outfile);
  const list = inRoot(dirname(outfile), `${basename(outfile)}.inputs.json`);
  if (await isFresh(out, list)) return out;
  const { build } = await import("esbuild");
  mkdirSync(dirname(out), { recursive: true });
  // Made aside and then moved: another launcher may be starting the same bundle.
  const made = `${out}.${process.pid}`;
  const { metafile } = await build({
    absWorkingDir: inRoot(),
    entryPoints: [entry],
    outfile: made,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
    metafile: true,
    ...options,
  });
  await rename(made, out);
  await writeFile(list, JSON.stringify(["package-lock.json", ...Object.keys(metafile.inputs)]));
  return out;
}
