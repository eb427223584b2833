/** Words that make no command. `message` is one sentence. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const USAGE = `npm run -s archive:checkpoint [-- --account KEY] > FILE
npm run archive:verify [-- --account KEY] [--checkpoint FILE]
npm run archive:backup -- FILE`;

export type ArchiveCommand =
  | { readonly verb: "checkpoint"; readonly account: string | null }
  | { readonly verb: "verify"; readonly account: string | null; readonly checkpoint: string | null }
  | { readonly verb: "backup"; readonly file: string }
  | { readonly verb: "help" };

/** Throws `UsageError`. */
export function readArguments([verb, ...words]: readonly string[]): ArchiveCommand {
  if (verb === "help" || verb === "--help") return { verb: "help" };
  if (verb === "backup") {
    const [file, more] = words;
    if (file === undefined || file.startsWith("-") || more !== undefined)
      throw new UsageError("archive:backup takes one thing: the file that it makes.");
    return { verb, file };
  }
  if (verb !== "checkpoint" && verb !== "verify") throw new UsageError(USAGE);
  const options = optionsIn(words, verb === "verify" ? ["account", "checkpoint"] : ["account"]);
  const account = options.get("account") ?? null;
  return verb === "verify"
    ? { verb, account, checkpoint: options.get("checkpoint") ?? null }
    : { verb, account };
}

function optionsIn(words: readonly string[], known: readonly string[]): Map<string, string> {
  const options = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    const [, name = "", given] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (!known.includes(name)) throw new UsageError(`There is no ${word} here.\n${USAGE}`);
    const value = given ?? words[++i];
    if (value === undefined || value === "") throw new UsageError(`--${name} needs a value.`);
    if (options.has(name)) throw new UsageError(`--${name} is given twice.`);
    options.set(name, value);
  }
  return options;
}
