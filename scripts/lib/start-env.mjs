// The settings that the start script reads itself, from the environment or from the file that `…_FILE` names.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const OWN = ["HOST", "PORT", "NEXTAUTH_URL", "AUDIT_DATA_DIR"];

function given(env, name) {
  const own = env[name] || undefined;
  const file = env[`${name}_FILE`] || undefined;
  if (file === undefined) return own;
  if (own !== undefined) throw new Error(`${name} and ${name}_FILE are both set: keep one of them.`);
  try {
    return (
      readFileSync(file, "utf8")
        .replace(/^\uFEFF/, "")
        .replace(/\r?\n$/, "") || undefined
    );
  } catch (error) {
    throw new Error(`${name}_FILE names a file that cannot be read (${error.code ?? "unknown error"}).`);
  }
}

/**
 * `env` with those settings in it and without their files, so that the server behind reads each once, and with the other paths made
 * absolute: the built server moves into its own folder before it reads them. Throws a sentence.
 */
export function startEnv(env) {
  if (env.HOSTNAME_FILE)
    throw new Error("HOSTNAME_FILE is not read by npm start: HOST or HOST_FILE says where to listen.");
  const known = { ...env };
  for (const name of OWN) {
    const value = given(env, name);
    delete known[`${name}_FILE`];
    if (value === undefined) delete known[name];
    else known[name] = value;
  }
  for (const [name, value] of Object.entries(known))
    if (/^(VONAGE|AUDIT|ARCHIVE|AUTH|NEXTAUTH)_\w+_FILE$/.test(name) && value) known[name] = resolve(value);
  if (known.ARCHIVE_URL)
    known.ARCHIVE_URL = known.ARCHIVE_URL.replace(
      /^sqlite:(?!\/)(.+)$/,
      (_, file) => `sqlite:${resolve(file)}`,
    );
  return known;
}
