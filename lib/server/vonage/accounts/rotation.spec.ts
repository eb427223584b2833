import { mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { startSimulator, type Simulator } from "../../../../simulator/index";
import { loadConfig } from "../../config.ts";
import { checkConnection } from "../check-connection.ts";
import { CredentialRefused } from "../errors/index.ts";
import { listEvents } from "../list-events.ts";
import { rejection } from "../testing/serve.ts";
import { openUpstream } from "../upstream.ts";
import type { Account } from "./account.ts";
import { Rotation } from "./rotation.ts";
import { Secret } from "./secret.ts";

let dir: string;
let said = "";
const logged = () => said;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "rotation-"));
  said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    said += String(line);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true, force: true });
});

const write = (name: string, content: unknown): string => {
  const path = join(dir, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

/** The real simulator; with another seed at the same port it is the same two accounts with other secrets. */
async function simulator(seed: string, port = 0): Promise<Simulator> {
  const started = await startSimulator({ seed, port, events: 50 });
  onTestFinished(() => started.close());
  return started;
}
const portOf = ({ url }: Simulator) => Number(new URL(url).port);

/** The accounts of a console with these settings, and one call of each. */
function consoleOf(env: Record<string, string>, url: string) {
  const { accounts } = loadConfig({ VONAGE_AUDIT_URL: url, ...env });
  const upstreams = accounts.map((account) => openUpstream(account, { url, zone: "UTC", log: () => {} }));
  onTestFinished(async () => void (await Promise.all(upstreams.map(({ shared }) => shared.pool.destroy()))));
  return upstreams.map((upstream) => ({
    ask: () => listEvents(upstream, new URLSearchParams({ size: "1" })),
    check: () => checkConnection(upstream),
  }));
}

it("a rotated secret of an accounts file serves the very request that was refused", async () => {
  const first = await simulator("one");
  const [production, emea] = consoleOf(
    { AUDIT_ACCOUNTS_FILE: write("accounts.json", first.accounts) },
    first.url,
  );
  expect((await production?.ask())?.events).toHaveLength(1);
  await first.close();
  const second = await simulator("two", portOf(first));
  expect(second.accounts.map(({ apiKey }) => apiKey)).toEqual(first.accounts.map(({ apiKey }) => apiKey));
  // Not rotated here yet: refused, after one call.
  expect(await rejection(production?.ask() ?? Promise.resolve())).toBeInstanceOf(CredentialRefused);
  expect(second.calls()).toHaveLength(1);

  await new Promise((done) => setTimeout(done, 1_100));
  write("accounts.json", second.accounts);
  second.clearCalls();
  const answers = await Promise.all([production?.ask(), production?.ask(), emea?.ask(), emea?.check()]);
  expect(answers.map((answer) => answer !== undefined)).toEqual([true, true, true, true]);
  expect(answers[3]).toMatchObject({ state: "ok" });
  expect(second.calls().filter(({ status }) => status === 401).length).toBeLessThanOrEqual(4);
  second.clearCalls();
  await production?.ask();
  expect(second.calls().map(({ status }) => status)).toEqual([200]);
  expect(logged()).toContain(
    '"message":"the secret of an account was read again","account":"Acme production"',
  );
  for (const { apiSecret } of [...first.accounts, ...second.accounts])
    expect(logged()).not.toContain(apiSecret);
}, 30_000);

it("a mounted secret that is swapped by a link is followed too", async () => {
  const first = await simulator("one");
  const [{ apiKey, apiSecret } = { apiKey: "", apiSecret: "" }] = first.accounts;
  symlinkSync(write("v1", `${apiSecret}\n`), join(dir, "secret"));
  const [only] = consoleOf(
    { VONAGE_API_KEY: apiKey, VONAGE_API_SECRET_FILE: join(dir, "secret") },
    first.url,
  );
  await only?.ask();
  await first.close();
  const second = await simulator("two", portOf(first));
  symlinkSync(write("v2", `${second.accounts[0]?.apiSecret}\n`), join(dir, "next"));
  renameSync(join(dir, "next"), join(dir, "secret"));
  await new Promise((done) => setTimeout(done, 1_000));
  expect((await only?.ask())?.events).toHaveLength(1);
}, 30_000);

/** Accounts of a file, and a clock that only moves by hand. */
function rotation(load: () => readonly Account[]) {
  const file = write("file", "1");
  const read = vi.fn(load);
  const accounts: Account[] = [
    { name: "A", apiKey: "a", secret: new Secret("old") },
    { name: "B", apiKey: "b", secret: new Secret("same") },
  ];
  let time = 0;
  const made = new Rotation(accounts, { files: [file], load: read }, () => time);
  let touched = 1;
  return {
    read,
    secrets: () => accounts.map(({ secret }) => secret.reveal()),
    touch: () => utimesSync(file, (touched += 1), touched),
    check: (ms: number, refused = false) => {
      time += ms;
      made.check(refused);
    },
  };
}
const made = (...secrets: string[]): Account[] =>
  secrets.map((secret, at) => ({
    name: "ABC"[at] ?? "",
    apiKey: "abc"[at] ?? "",
    secret: new Secret(secret),
  }));

it("looks at the files once in three seconds and reads them when one changed", () => {
  const { read, secrets, touch, check } = rotation(() => made("new", "same"));
  check(10_000);
  expect(read).not.toHaveBeenCalled();
  touch();
  check(2_999);
  expect(secrets()).toEqual(["old", "same"]);
  check(1);
  expect(secrets()).toEqual(["new", "same"]);
  for (let times = 0; times < 100; times += 1) check(3_000);
  expect(read).toHaveBeenCalledTimes(1);
  expect(logged().match(/was read again/g)).toHaveLength(1);
});

it("reads them after a refusal whatever their time says, at most once a second", () => {
  const { read, secrets, check } = rotation(() => made("new", "same"));
  check(1_000, true);
  expect(secrets()).toEqual(["new", "same"]);
  for (let times = 0; times < 100; times += 1) check(9, true);
  expect(read).toHaveBeenCalledTimes(1);
  check(100, true);
  expect(read).toHaveBeenCalledTimes(2);
});

it("keeps what it has while a file is wrong, says so once, and recovers", () => {
  let wrong = true;
  const { secrets, touch, check } = rotation(() => {
    if (wrong) throw new Error("AUDIT_ACCOUNTS_FILE names a file that is not JSON.");
    return made("new", "same");
  });
  touch();
  for (let times = 0; times < 5; times += 1) check(3_000);
  expect(secrets()).toEqual(["old", "same"]);
  expect(logged().match(/the secrets read before stay in force/g)).toHaveLength(1);
  wrong = false;
  check(3_000);
  expect(secrets()).toEqual(["new", "same"]);
});

it("changes no account but its secret: one that came or went needs a restart, which is said once", () => {
  let found = made("new", "same", "added");
  const { secrets, touch, check } = rotation(() => found);
  for (let times = 0; times < 3; times += 1) {
    touch();
    check(3_000);
  }
  expect(secrets()).toEqual(["new", "same"]);
  expect(logged().match(/that needs a restart","added":\["C"\],"removed":\[\]/g)).toHaveLength(1);
  found = made("newer");
  touch();
  check(3_000);
  expect(secrets()).toEqual(["newer", "same"]);
  expect(logged()).toContain('that needs a restart","added":[],"removed":["B"]');
});
