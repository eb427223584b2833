import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { backUp } from "../command/backup.ts";
import { openForWriting } from "../open-file.ts";
import { ACCOUNT, at, event } from "../testing/events.ts";
import { faultsIn } from "../testing/faults-in.ts";
import { reading } from "../testing/readings.ts";
import { toBatch } from "./incoming.ts";
import { pruneSome, raiseFloor } from "./prune.ts";
import { write } from "./write.ts";

const root = mkdtempSync(join(tmpdir(), "archive-prune-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const PRIVATE = {
  user_email: "gone@acme.example",
  source_ip: "198.51.100.99",
  context: { msisdn: "34600999888" },
};
const secrets = ["gone@acme", "198.51.100.99", "34600999888", "first-bytes"];

it("leaves nothing of a pruned text in a copy, but its place in the chain", async () => {
  const db = await openForWriting(join(root, "archive.db"));
  const old = event("old", at("10:00:00"), { ...PRIVATE, note: "first-bytes" });
  const other = event("old", at("10:00:00"), PRIVATE);
  const young = event("young", at("10:01:00"));
  for (const [i, events] of [[old, young], [other]].entries())
    await write(db, toBatch(reading("10:00:00", "11:00:00", events), null, i));

  const copy = async (name: string) => {
    await backUp(db, join(root, name));
    return readFileSync(join(root, name), "latin1");
  };
  const before = await copy("before.db");
  expect(secrets.filter((text) => !before.includes(text))).toEqual([]);

  await raiseFloor(db, ACCOUNT, at("10:01:00") / 1000, 0);
  expect(await pruneSome(db, ACCOUNT)).toBe(1);
  expect(await pruneSome(db, ACCOUNT)).toBe(0);
  const after = await copy("after.db");
  expect(secrets.filter((text) => after.includes(text))).toEqual([]);
  expect(after).toContain("old");
  expect(after).toContain("jonas.hale@acme.example");
  expect(await faultsIn(db, ACCOUNT)).toEqual([]);

  // A value that comes back, and a new one, never take the code of another.
  const next = event("next", at("10:02:00"), { user_email: "new@acme.example" });
  await write(db, toBatch(reading("10:00:00", "11:00:00", [next]), null, 3));
  expect(await faultsIn(db, ACCOUNT)).toEqual([]);
  const { raw, at_s } = await db
    .selectFrom("events")
    .select(["raw", "at_s"])
    .where("account_id", "=", ACCOUNT)
    .where("id", "=", "old")
    .executeTakeFirstOrThrow();
  expect([raw, at_s]).toEqual([null, at("10:00:00") / 1000]);
  await db.destroy();
});
