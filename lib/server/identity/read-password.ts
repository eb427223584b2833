import "server-only";

import { refusalOf } from "./password-policy.ts";
import { MAX_PASSWORD_BYTES } from "./passwords.ts";
import { UsageError } from "./user-arguments.ts";

/** The first line of stdin, unseen when it is typed. Throws `UsageError` for none, and for one that cannot be had. */
export async function readPassword(
  name: string,
  input: NodeJS.ReadStream,
  output: NodeJS.WritableStream,
): Promise<string> {
  const typed = input.isTTY === true;
  if (typed) {
    output.write("Password: ");
    input.setRawMode(true);
  }
  let text = "";
  try {
    input.setEncoding("utf8");
    for await (const chunk of input) {
      for (const character of chunk as string) {
        // In raw mode the terminal leaves Ctrl+C and the backspace to us.
        if (typed && character === "\u0003") throw new UsageError("Stopped.");
        else if (typed && (character === "\u007f" || character === "\b")) text = text.slice(0, -1);
        else text += character;
      }
      if (/[\r\n]/.test(text) || Buffer.byteLength(text) > MAX_PASSWORD_BYTES) break;
    }
  } finally {
    if (typed) {
      input.setRawMode(false);
      output.write("\n");
    }
  }
  return checked(text.split(/\r?\n|\r/, 1)[0] ?? "", name);
}

function checked(password: string, name: string): string {
  if (password === "")
    throw new UsageError("No password came on stdin. Write: npm run user -- add … < password-file");
  const refusal = refusalOf(password, name);
  if (refusal !== null) throw new UsageError(refusal);
  return password;
}
