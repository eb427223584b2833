import type { Problem } from "../audit/errors.ts";

/** A request to our own API that failed: with its problem when the server told one, without when nothing answered. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly url: string;
  readonly problem: Problem | null;

  constructor(url: string, problem: Problem | null, options?: { cause: unknown }) {
    super(problem?.detail ?? "The console could not be reached.", options);
    this.url = url;
    this.problem = problem;
  }
}

/**
 * The one fetch of the browser side. Resolves with the body's exact text, since events are shown byte for byte; rejects with
 * `RequestError` for every failure, and passes an abort on.
 */
export async function fetchText(
  url: string,
  signal?: AbortSignal,
  method: "GET" | "POST" | "DELETE" = "GET",
): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: { accept: "application/json" },
      credentials: "same-origin",
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new RequestError(url, null, { cause });
  }
  const text = await response.text();
  if (response.ok) return text;
  throw new RequestError(url, readProblem(text));
}

function readProblem(text: string): Problem | null {
  try {
    const value = JSON.parse(text) as Partial<Problem>;
    return typeof value.code === "string" && typeof value.detail === "string" ? (value as Problem) : null;
  } catch {
    return null;
  }
}
