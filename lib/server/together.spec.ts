import { describe, expect, it } from "vitest";
import { listEvents } from "./vonage/list-events.ts";
import { EVENT, listBody, rejection, sendJson, serve, upstreamAt } from "./vonage/testing/serve.ts";

const OK = listBody([EVENT]);
const question = (text: string) => new URLSearchParams({ search_text: text });
const tick = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers when told to. */
async function heldServer(body = OK, status = 200) {
  const waiting: (() => void)[] = [];
  const cut: unknown[] = [];
  const served = await serve((_, response) => {
    waiting.push(() => sendJson(response, body, status));
    response.on("close", () => response.writableEnded || cut.push(response));
  });
  const answerAll = async () => {
    while (waiting.length === 0) await tick(1);
    for (const answer of waiting.splice(0)) answer();
  };
  return { ...served, cut, upstream: upstreamAt(served.url), answerAll };
}

describe("readers who ask the same at the same moment", () => {
  it("get one answer for one call; another question is another call", async () => {
    const { upstream, calls, answerAll } = await heldServer();
    const same = Array.from({ length: 20 }, () => listEvents(upstream, question("a")));
    const other = listEvents(upstream, question("b"));
    while (calls.length < 2) await tick(1);
    await answerAll();
    const answers = await Promise.all(same);
    expect(new Set(answers).size).toBe(1);
    expect(await other).not.toBe(answers[0]);
    expect(calls).toHaveLength(2);
  });

  it("ask anew once it is answered", async () => {
    const { upstream, calls, answerAll } = await heldServer();
    for (let times = 1; times <= 3; times++) {
      const answer = listEvents(upstream, question("a"));
      await answerAll();
      await answer;
      expect(calls).toHaveLength(times);
    }
  });

  it("do not join a call that began long before", async () => {
    const { upstream, calls, answerAll } = await heldServer();
    const first = listEvents(upstream, question("a"));
    await tick(150);
    const second = listEvents(upstream, question("a"));
    while (calls.length < 2) await tick(1);
    await answerAll();
    expect(await first).not.toBe(await second);
  });

  it("share its failure too: nothing is tried once for each", async () => {
    const { upstream, calls, answerAll } = await heldServer("", 401);
    const errors = Array.from({ length: 20 }, () => rejection(listEvents(upstream, question("a"))));
    await answerAll();
    expect(new Set(await Promise.all(errors)).size).toBe(1);
    expect(calls).toHaveLength(1);
  });

  it("leave one by one: the call goes on for those who stay, and ends with the last", async () => {
    const { upstream, calls, cut, answerAll } = await heldServer();
    const leaving = [new AbortController(), new AbortController()];
    const gone = (at: number) =>
      rejection(listEvents(upstream, question("a"), { signal: leaving[at]?.signal }));
    const [first, second] = [gone(0), gone(1)];
    const stays = listEvents(upstream, question("a"), { signal: new AbortController().signal });
    leaving[0]?.abort(new Error("first gone"));
    expect(await first).toMatchObject({ message: "first gone" });
    leaving[1]?.abort(new Error("second gone"));
    expect(await second).toMatchObject({ message: "second gone" });
    await answerAll();
    expect((await stays).events).toHaveLength(1);
    expect(calls).toHaveLength(1);
    expect(cut).toEqual([]);

    const last = new AbortController();
    const ended = rejection(listEvents(upstream, question("c"), { signal: last.signal }));
    while (calls.length < 2) await tick(1);
    last.abort(new Error("gone"));
    await ended;
    while (cut.length === 0) await tick(1);
    // Whoever comes after does not join a call that was given up.
    const after = listEvents(upstream, question("c"));
    while (calls.length < 3) await tick(1);
    await answerAll();
    expect((await after).events).toHaveLength(1);
  });
});
