import { beforeEach, expect, it, vi } from "vitest";
import { Breaker } from "./breaker.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
  return () => vi.useRealTimers();
});

const opened = () => {
  const breaker = new Breaker(3, 100, 300);
  for (let i = 0; i < 3; i++) breaker.failed(breaker.admit());
  return breaker;
};

it("opens after failures in a row, and an answer between them starts the count anew", () => {
  const breaker = new Breaker(3, 100, 300);
  breaker.failed("call");
  breaker.failed("call");
  breaker.succeeded();
  breaker.failed("call");
  breaker.failed("call");
  expect(breaker.state).toBe("closed");
  breaker.failed("call");
  expect(breaker.state).toBe("open");
  expect(breaker.admit()).toBe("refused");
});

it("lets one probe through at a time, and closes when it is answered", () => {
  const breaker = opened();
  vi.advanceTimersByTime(100);
  expect(breaker.admit()).toBe("probe");
  expect(breaker.admit()).toBe("refused");
  breaker.succeeded();
  expect([breaker.admit(), breaker.admit()]).toEqual(["call", "call"]);
});

it("waits twice as long after each failed probe, up to a most", () => {
  const breaker = opened();
  for (const wait of [100, 200, 300, 300]) {
    vi.advanceTimersByTime(wait - 1);
    expect(breaker.admit()).toBe("refused");
    vi.advanceTimersByTime(1);
    const admission = breaker.admit();
    expect(admission).toBe("probe");
    breaker.failed(admission);
  }
});

it("a probe whose caller left makes room for the next at once", () => {
  const breaker = opened();
  vi.advanceTimersByTime(100);
  breaker.abandoned(breaker.admit());
  expect(breaker.admit()).toBe("probe");
});

it("calls that were under way when it opened do not lengthen the wait", () => {
  const breaker = opened();
  vi.advanceTimersByTime(50);
  breaker.failed("call");
  vi.advanceTimersByTime(50);
  expect(breaker.admit()).toBe("probe");
});
