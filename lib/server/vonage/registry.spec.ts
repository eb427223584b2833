import { expect, it, onTestFinished, vi } from "vitest";
import { loadConfig } from "../config.ts";
import { rejection, sendJson, serve } from "./testing/serve.ts";

it("two instances of the modules share an account's state, and each throws errors of its own classes", async () => {
  const { url, calls } = await serve((_, response) => sendJson(response, "{}", 503));
  const settings = loadConfig({ VONAGE_API_KEY: "a", VONAGE_API_SECRET: "b", VONAGE_AUDIT_URL: url });
  Object.assign(globalThis, { [Symbol.for("audit-console.config")]: settings });
  const quiet = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => quiet.mockRestore());
  const [account] = settings.accounts;
  if (account === undefined) throw new Error("There is no account.");

  // As Next does for instrumentation.ts and for the routes.
  const first = await import("./index.ts");
  vi.resetModules();
  const second = await import("./index.ts");
  expect(second.upstream).not.toBe(first.upstream);

  const ask = (modules: typeof first) =>
    rejection(modules.upstream(account).listEvents(new URLSearchParams()));
  expect(await ask(first)).toBeInstanceOf(first.ServerFailed);
  expect(await ask(second)).toBeInstanceOf(second.ServerFailed);
  expect(calls).toHaveLength(5);
  expect(await ask(first)).toBeInstanceOf(first.BreakerOpen);
  expect(await ask(second)).toBeInstanceOf(second.BreakerOpen);
  expect(second.upstreamHealth(account)).toMatchObject({
    breaker: "open",
    calls: 5,
    failed: 4,
    last: { code: "upstream_unavailable" },
  });

  first.noteSeenTypes(account, []);
  expect(second.seenTypes(account)).toEqual([]);
  await second.closeUpstreams();
  Reflect.deleteProperty(globalThis, Symbol.for("audit-console.config"));
});
