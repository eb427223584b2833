// The least a proxy can be: node:http in front, one undici pool behind, bytes piped through, no session, no check.
import { createServer } from "node:http";
import { Pool } from "undici";

const { BENCH_UPSTREAM, BENCH_AUTH, PORT } = process.env;
const upstream = new URL(BENCH_UPSTREAM);
const pool = new Pool(upstream.origin, { connections: 24 });

createServer(async (request, response) => {
  const { search } = new URL(request.url, "http://bench.invalid");
  const { statusCode, body } = await pool.request({
    method: "GET",
    path: `${upstream.pathname}/events${search}`,
    headers: { authorization: BENCH_AUTH, accept: "application/json" },
  });
  response.writeHead(statusCode, { "content-type": "application/json" });
  body.pipe(response);
}).listen(Number(PORT), "127.0.0.1");
