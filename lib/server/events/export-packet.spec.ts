import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { exportHref, readExportRequest } from "../../audit/export.ts";
import { parseQuery } from "../../audit/query-params.ts";
import { toIso } from "../../audit/time/format.ts";
import { ANALYST, open, running, take } from "../testing/exporting.ts";
import { simulated } from "../testing/simulated.ts";
import { cancelExport, readExport } from "./exports.ts";
import { currentAsOf } from "./list.ts";

const request = (search: string) => readExportRequest(new URLSearchParams(search));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

it.each([
  ["csv", 1500, ""],
  ["ndjson", 1500, ""],
  ["json", 20, "&event_type=NO_SUCH_TYPE"],
])("%s: the very file, with a receipt of that file beside it", async (format, events, filter) => {
  await simulated({ events });
  const search = `as_of=${toIso(currentAsOf())}&format=${format}${filter}`;
  const bare = await take(search);
  const packet = await take(`${search}&packet=1`);
  expect(packet).toMatchObject({ name: `${bare.name}.zip`, type: "application/zip" });
  const files = unzipSync(packet.bytes);
  expect(Object.keys(files)).toEqual([bare.name, `${bare.name}.receipt.json`]);
  expect(Buffer.from(files[bare.name]!).equals(bare.bytes)).toBe(true);
  const receipt = JSON.parse(Buffer.from(files[`${bare.name}.receipt.json`]!).toString()) as unknown;
  expect(receipt).toEqual({
    ...bare.status,
    id: packet.status.id,
    startedAt: expect.any(String),
    endedAt: expect.any(String),
    receipt: packet.status.receipt,
  });
  // The export's own receipt is of what was sent: the ZIP.
  expect(packet.status).toMatchObject({
    state: "done",
    name: `${bare.name}.zip`,
    count: bare.status.count,
    bytes: packet.bytes.length,
    sha256: sha256(packet.bytes),
  });
  expect(running.size).toBe(0);
});

it("one that is cancelled or fails on the way is no ZIP", async () => {
  const simulator = await simulated({ events: 3000 });
  const opened = await open("format=csv&packet=1&export_id=cancelled");
  const reader = opened.body.getReader();
  await reader.read();
  expect(await cancelExport(ANALYST, "cancelled")).toMatchObject({ state: "aborted" });
  await expect(
    (async () => {
      while (!(await reader.read()).done);
    })(),
  ).rejects.toThrow("It was cancelled.");

  simulator.setFaults([{ match: { path: "list", page: 12 }, fault: { kind: "status", status: 500 } }]);
  const failing = await open("format=csv&packet=1&export_id=failed");
  const fails = failing.body.getReader();
  await fails.read();
  await expect(
    (async () => {
      while (!(await fails.read()).done);
    })(),
  ).rejects.toThrow();
  expect(await readExport(ANALYST, "failed")).toMatchObject({ state: "failed", sha256: null });
  expect(running.size).toBe(0);
});

it("the address asks for a packet, and packet is 1 or left out", () => {
  const query = parseQuery(new URLSearchParams("window=24h"));
  const href = exportHref(query, currentAsOf(), { format: "csv", packet: true }, "x-1");
  expect(readExportRequest(new URL(href, "http://x").searchParams)).toMatchObject({ packet: true });
  expect(() => request("format=csv&packet=yes")).toThrow(
    expect.objectContaining({ field: "packet" }) as Error,
  );
  expect(request("format=csv").packet).toBe(false);
});
