import { describe, expect, it, vi } from "vitest";
import { Throttle, type Try } from "./throttle.ts";

const MINUTE = 60_000;

function setUp() {
  let time = 0;
  const throttle = new Throttle(() => time);
  const check = vi.fn(async (): Promise<string | null> => null);
  return {
    check,
    pass: (ms: number) => (time += ms),
    guess: (key = "ines 10.0.0.1"): Promise<Try<string>> => throttle.attempt(key, check),
    right: (key = "ines 10.0.0.1") => throttle.attempt(key, async () => "ines"),
  };
}

describe("the limit on guesses", () => {
  it("tells how many tries are left, then asks for a minute's wait", async () => {
    const { guess } = setUp();
    for (const left of [7, 6, 5, 4, 3, 2, 1]) {
      expect(await guess()).toEqual({ outcome: "refused", left, waitSeconds: 0 });
    }
    expect(await guess()).toEqual({ outcome: "refused", left: 0, waitSeconds: 60 });
    expect(await guess()).toEqual({ outcome: "throttled", waitSeconds: 60 });
  });

  it("checks at most ten in any fifteen minutes, however the tries are spread", async () => {
    for (const pace of [0, 1_000, 20_000, MINUTE, 89_000, 100_000]) {
      const { guess, check, pass } = setUp();
      const at: number[] = [];
      let time = 0;
      check.mockImplementation(async () => (at.push(time), null));
      for (let tries = 0; tries < 400; tries += 1) {
        await guess();
        pass(pace);
        time += pace;
      }
      for (const start of at) {
        expect(
          at.filter((moment) => moment >= start && moment < start + 15 * MINUTE).length,
        ).toBeLessThanOrEqual(10);
      }
    }
  });

  it("counts tries made at once like tries made in turn", async () => {
    const { guess, check } = setUp();
    await Promise.all(Array.from({ length: 200 }, () => guess()));
    expect(check.mock.calls.length).toBeLessThanOrEqual(10);
  });

  it("does not check the right password either while the key waits, and takes it after: no lasting lockout", async () => {
    const { guess, right, pass } = setUp();
    for (let tries = 0; tries < 20; tries += 1) await guess();
    expect((await right()).outcome).toBe("throttled");
    pass(MINUTE);
    expect(await right()).toEqual({ outcome: "accepted", value: "ines" });
    expect(await guess()).toMatchObject({ outcome: "refused", left: 7 });
  });

  it("lets everything pass fifteen minutes after the last try", async () => {
    const { guess, right, pass } = setUp();
    for (let minute = 0; minute < 15; minute += 1) {
      await guess();
      await guess();
      pass(MINUTE);
    }
    pass(15 * MINUTE);
    expect((await right()).outcome).toBe("accepted");
  });

  it("keeps keys apart", async () => {
    const { guess, right } = setUp();
    for (let tries = 0; tries < 20; tries += 1) await guess("ines 10.0.0.1");
    expect((await right("ines 10.0.0.2")).outcome).toBe("accepted");
    expect((await right("omar 10.0.0.1")).outcome).toBe("accepted");
  });

  it("lets many right ones through at once", async () => {
    const { right } = setUp();
    const tries = await Promise.all(Array.from({ length: 40 }, () => right()));
    expect(tries.every(({ outcome }) => outcome === "accepted")).toBe(true);
  });

  it("counts a check that failed on its own, and goes on", async () => {
    const { check, guess, right } = setUp();
    check.mockRejectedValueOnce(new Error("disk"));
    await expect(guess()).rejects.toThrow("disk");
    expect((await right()).outcome).toBe("accepted");
  });
});
