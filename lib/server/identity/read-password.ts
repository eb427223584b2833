import "server-only";

import { MAX_PASSWORD_BYTES, MIN_PASSWORD } from "./passwords.ts";
import { UsageError } from "./user-arguments.ts";

/** The first line of stdin, unseen when it is typed. Throws `UsageError` for none, a short or a very long one. */
export async function readPassword(input: NodeJS.ReadStream, output: NodeJS.WritableStream): Promise<string> {
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
  return checked(text.split(/\r?\n|\r/, 1)[0] ?? "");
}

function checked(password: string): string {
  if (password === "")
    throw new UsageError("No password came on stdin. Write: npm run user -- add … < password-file");
  if ([...password].length < MIN_PASSWORD) {
    throw new UsageError(`The password is too short: ${MIN_PASSWORD} characters at least.`);
  }
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) throw new UsageError("The password is too long.");
  return password;
}
