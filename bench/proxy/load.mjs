// One burst of requests by a fixed number of clients, each with one request at a time on a kept connection.
import { Pool } from "undici";

// Goes on from burst to burst, so that a page comes again only after all the others.
let asked = 0;

/**
 * Requests per second, and the latencies in ms. With `pages`, each request asks for another of so many. Rejects when any answer is not
 * 200 with the expected length or more.
 */
export async function burst({ url, headers = {}, pages = 0, clients, ms, least }) {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: clients, pipelining: 1 });
  const latencies = [];
  const until = performance.now() + ms;
  const client = async () => {
    while (performance.now() < until) {
      const start = performance.now();
      const path = pathname + search + (pages > 0 ? `&page=${(asked++ % pages) + 1}` : "");
      const { statusCode, body } = await pool.request({ method: "GET", path, headers });
      const bytes = await body.arrayBuffer();
      if (statusCode !== 200 || bytes.byteLength < least) {
        throw new Error(`${url} answered ${statusCode} with ${bytes.byteLength} bytes`);
      }
      latencies.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  return { perSecond: latencies.length / seconds, latencies };
}
