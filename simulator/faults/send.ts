import type { ServerResponse } from "node:http";
import { createGzip } from "node:zlib";
import { errorReply, json, type Reply } from "../http/reply";
import type { TransportFault } from "./rules";

export function sendPlain(res: ServerResponse, reply: Reply): void {
  res.writeHead(reply.status, { ...reply.headers, "content-length": String(reply.body.length) });
  res.end(reply.body);
}

function statusReply(fault: Extract<TransportFault, { kind: "status" }>): Reply {
  const plain = errorReply(fault.status, "An example goes here", fault.headers);
  if (fault.body === undefined) return plain;
  const text = typeof fault.body === "string" ? fault.body : JSON.stringify(fault.body);
  return json(fault.status, text, {
    "content-type": fault.contentType ?? "application/json",
    ...fault.headers,
  });
}

/** The head, some bytes of the body, and then the socket is dealt with by hand. */
function sendPart(res: ServerResponse, reply: Reply, length: number, bytes: Buffer, then: () => void): void {
  res.writeHead(reply.status, { ...reply.headers, "content-length": String(length), connection: "close" });
  // An empty write would not send the head.
  if (bytes.length === 0) res.flushHeaders();
  else res.write(bytes);
  // One turn for the kernel to take the bytes: what is destroyed at once may never leave.
  setTimeout(then, 20);
}

function drip(res: ServerResponse, reply: Reply, bytesPerSecond: number): void {
  const period = Math.max(20, Math.ceil(1000 / bytesPerSecond));
  const step = Math.max(1, Math.round((bytesPerSecond * period) / 1000));
  let sent = 0;
  res.writeHead(reply.status, { ...reply.headers, "content-length": String(reply.body.length) });
  res.flushHeaders();
  const timer = setInterval(() => {
    res.write(reply.body.subarray(sent, sent + step));
    sent += step;
    if (sent < reply.body.length) return;
    clearInterval(timer);
    res.end();
  }, period);
  res.on("close", () => clearInterval(timer));
}

/** Well-formed JSON that is small on the wire and `mb` megabytes of white space when unpacked. */
function gzipBomb(res: ServerResponse, mb: number): void {
  const gzip = createGzip({ level: 9 });
  const space = Buffer.alloc(1024 * 1024, " ");
  let left = mb;
  const feed = () => {
    while (left > 0) {
      left -= 1;
      if (!gzip.write(space)) return void gzip.once("drain", feed);
    }
    gzip.end('"page":{"size":30,"number":1,"totalElements":0,"totalPages":0}}');
  };
  res.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
  res.on("close", () => gzip.destroy());
  gzip.pipe(res);
  gzip.write("{");
  feed();
}

/** Sends the true reply as the fault would have it. `hang` sends nothing, ever. */
export function sendFaulty(res: ServerResponse, reply: Reply, fault: TransportFault): void {
  const { socket } = res;
  switch (fault.kind) {
    case "status":
      return sendPlain(res, statusReply(fault));
    case "hang":
      return;
    case "slowHeaders": {
      const timer = setTimeout(() => sendPlain(res, reply), fault.ms);
      res.on("close", () => clearTimeout(timer));
      return;
    }
    case "drip":
      return drip(res, reply, fault.bytesPerSecond);
    case "reset":
      if (!fault.afterBytes) return void socket?.resetAndDestroy();
      return sendPart(res, reply, reply.body.length, reply.body.subarray(0, fault.afterBytes), () =>
        socket?.resetAndDestroy(),
      );
    case "cut":
      return sendPart(res, reply, reply.body.length, reply.body.subarray(0, fault.at), () => socket?.end());
    case "wrongLength":
      return sendPart(res, reply, Math.max(0, reply.body.length + fault.delta), reply.body, () =>
        socket?.end(),
      );
    case "gzipBomb":
      return gzipBomb(res, fault.mb);
    case "body": {
      const body = Buffer.from(
        fault.base64 ?? fault.text ?? "",
        fault.base64 === undefined ? "utf8" : "base64",
      );
      return sendPlain(res, {
        status: 200,
        headers: { "content-type": fault.contentType ?? "application/json" },
        body,
      });
    }
    case "options204":
      res.writeHead(204).end();
      return;
    case "redirect":
      res.writeHead(fault.status ?? 302, { location: fault.location, "content-length": "0" }).end();
  }
}
