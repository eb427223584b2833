import { describe, expect, it } from "vitest";
import { ipMatches, parseIp } from "./ip.ts";

const matches = (block: string, address: string) => {
  const [one, other] = [parseIp(block), parseIp(address)];
  return one !== null && other !== null && ipMatches(one, other);
};

describe("parseIp", () => {
  it.each([
    "0.0.0.0",
    "255.255.255.255",
    "10.0.0.0/0",
    "::",
    "::1",
    "1::",
    "2001:DB8::1",
    "1:2:3:4:5:6:7:8",
    "::ffff:1.2.3.4",
    "1::/128",
    "1:2:3:4:5:6:1.2.3.4",
    "1:2:3:4:5:6:7::",
  ])("%s is one", (text) => expect(parseIp(text)).not.toBeNull());
  it.each([
    "",
    "256.1.1.1",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.4/33",
    "1.2.3.4/",
    "1.2.3.4/1/1",
    "0x7f.1",
    "127.1",
    ":",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "12345::",
    "1.2.3.4::",
    "::1.2.3.4:5",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8::",
    "::/129",
    "::1%lo",
    " ::1",
  ])("%j is none", (text) => expect(parseIp(text)).toBeNull());
  it("gives bytes and prefix", () => {
    expect(parseIp("10.1.2.3/8")).toEqual({ bytes: [10, 1, 2, 3], prefix: 8 });
    expect(parseIp("::ffff:1.2.3.4")?.bytes).toEqual([...Array<number>(10).fill(0), 255, 255, 1, 2, 3, 4]);
  });
});

describe("ipMatches", () => {
  it.each([
    ["203.0.113.0/24", "203.0.113.77", true],
    ["203.0.113.9/24", "203.0.113.77", true],
    ["203.0.113.0/24", "203.0.114.1", false],
    ["203.0.113.64/26", "203.0.113.127", true],
    ["203.0.113.64/26", "203.0.113.128", false],
    ["0.0.0.0/0", "8.8.8.8", true],
    ["0.0.0.0/0", "::1", false],
    ["2001:db8::/33", "2001:0DB8:7fff::1", true],
    ["2001:db8::/33", "2001:db8:8000::1", false],
    ["2001:db8::1", "2001:db8:0:0:0:0:0:1", true],
    ["10.0.0.0", "10.0.0.0/8", false],
  ])("%s %s %s", (block, address, expected) => expect(matches(block, address)).toBe(expected));
});
