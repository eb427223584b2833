import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { peerAddress } from "./peer-address.ts";

const server = createServer((_, response) => {
  // As a framework would: the answer comes later, from other turns of the event loop.
  setTimeout(() => void Promise.resolve().then(() => response.end(peerAddress())), 5);
});
afterEach(() => server.close());

describe("the address of the other end", () => {
  it("comes from the connection, whatever the headers claim", async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const headers = {
      "x-forwarded-for": "203.0.113.9",
      "x-real-ip": "203.0.113.9",
      forwarded: "for=203.0.113.9",
    };
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => (await fetch(`http://127.0.0.1:${port}/`, { headers })).text()),
    );
    expect(new Set(answers)).toEqual(new Set(["127.0.0.1"]));
    expect(peerAddress()).toBe("unknown");
  });
});
