import { createServer, get, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext } from "playwright/test";

interface Kept {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

/** What a bare server says of itself, or what is of one connection alone. */
const OWN = new Set([
  "connection",
  "keep-alive",
  "date",
  "transfer-encoding",
  "content-length",
  "set-cookie",
]);

/** As the server sends it: nothing is unpacked. */
const fetchRaw = (url: string, headers: Record<string, string>): Promise<Kept> =>
  new Promise((done, fail) => {
    get(url, { headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        done({ status: answer.statusCode ?? 0, headers: keptOf(answer.headers), body: Buffer.concat(parts) }),
      );
    }).on("error", fail);
  });

const keptOf = (headers: IncomingHttpHeaders): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || OWN.has(name) ? [] : [[name, value]],
    ),
  );

/**
 * The page of events as a static file: the same bytes at the same paths with the same headers, of the page and of everything it loads (the
 * answers of the API too), from the memory of a bare Node server. `quiet`: the same bytes of HTML and styles, and no script.
 */
export async function serveStatic(url: string, context: BrowserContext) {
  const paths = new Set<string>();
  const page = await context.newPage();
  page.on("request", (request) => {
    const { origin, pathname, search } = new URL(request.url());
    if (origin === url) paths.add(pathname + search);
  });
  await page.goto("/events", { waitUntil: "networkidle" });
  const agent = await page.evaluate(() => navigator.userAgent);
  await page.close();
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const sent = { cookie, "user-agent": agent, "accept-encoding": "gzip, deflate, br, zstd", accept: "*/*" };
  const kept = new Map<string, Kept>();
  for (const path of paths) kept.set(path.split("?")[0] ?? path, await fetchRaw(url + path, sent));

  const serve = async (change: (headers: Kept["headers"]) => Kept["headers"]) => {
    const server = createServer((request, response) => {
      const found = kept.get(request.url?.split("?")[0] ?? "");
      if (found === undefined) return void response.writeHead(404).end();
      response.writeHead(found.status, { ...change(found.headers), "content-length": found.body.length });
      response.end(found.body);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
  };
  const same = await serve((headers) => headers);
  const quiet = await serve((headers) => ({ ...headers, "content-security-policy": "script-src 'none'" }));
  return {
    same: same.url,
    quiet: quiet.url,
    bytes: kept.get("/events")?.body.length ?? 0,
    close: () => [same, quiet].forEach(({ server }) => server.close()),
  };
}
