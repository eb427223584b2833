import { promisify } from "node:util";
import { gunzip } from "node:zlib";

const unzip = promisify(gunzip);

/** Whether the body is already as it is meant. */
export const isPlain = (encoding: string | null): boolean => /^\s*(?:identity)?\s*$/i.test(encoding ?? "");

/**
 * The body as it is meant. We ask for `identity`; a gateway that compresses all the same is borne, if it is gzip and stays
 * below `maxBytes` unpacked: a bomb costs no more than the largest plain reply.
 */
export async function inflate(
  body: Buffer,
  encoding: string | null,
  maxBytes: number,
): Promise<Buffer | { kind: "too_large" } | { kind: "unreadable"; problem: string }> {
  const name = encoding?.trim().toLowerCase() ?? "";
  if (isPlain(encoding)) return body;
  if (name !== "gzip" && name !== "x-gzip")
    return { kind: "unreadable", problem: "it is compressed in a way that was not asked for" };
  try {
    return await unzip(body, { maxOutputLength: maxBytes });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE"
      ? { kind: "too_large" }
      : { kind: "unreadable", problem: "its compression is broken" };
  }
}
