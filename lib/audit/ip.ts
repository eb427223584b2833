/** An address or block as bytes: 4 or 16 of them, and the length of the prefix in bits (all of them for one address). */
export interface IpBlock {
  readonly bytes: readonly number[];
  readonly prefix: number;
}

function parseIpv4(text: string): number[] | null {
  // No leading zeros: some readers take them for octal, and a filter must mean one thing.
  const match = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/.exec(text);
  const bytes = match?.slice(1).map(Number) ?? [256];
  return bytes.every((byte) => byte < 256) ? bytes : null;
}

function parseGroups(text: string): number[] | null {
  if (text === "") return [];
  const parts = text.split(":");
  const bytes: number[] = [];
  for (const [index, part] of parts.entries()) {
    const v4 = index === parts.length - 1 && part.includes(".") ? parseIpv4(part) : null;
    if (v4 !== null) bytes.push(...v4);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) bytes.push(parseInt(part, 16) >> 8, parseInt(part, 16) & 255);
    else return null;
  }
  return bytes;
}

function parseIpv6(text: string): number[] | null {
  const halves = text.split("::");
  const head = parseGroups(halves[0] ?? "");
  if (head === null || halves.length > 2) return null;
  if (halves.length === 1) return head.length === 16 ? head : null;
  // An embedded IPv4 part may stand only at the very end.
  if (halves[0]?.includes(".")) return null;
  const tail = parseGroups(halves[1] ?? "");
  const missing = tail === null ? -1 : 16 - head.length - tail.length;
  return tail === null || missing < 2 ? null : [...head, ...Array<number>(missing).fill(0), ...tail];
}

/** An IPv4 or IPv6 address, or a CIDR block of one (`203.0.113.0/24`); `null` for anything else, zone ids (`%eth0`) too. */
export function parseIp(text: string): IpBlock | null {
  const [address = "", length, more] = text.split("/");
  const bytes = address.includes(":") ? parseIpv6(address) : parseIpv4(address);
  if (bytes === null || more !== undefined) return null;
  if (length === undefined) return { bytes, prefix: bytes.length * 8 };
  if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > bytes.length * 8) return null;
  return { bytes, prefix: Number(length) };
}

/** Whether `address` lies in `block`; bits of the block behind its prefix do not count. Families never match each other. */
export function ipMatches(block: IpBlock, address: IpBlock): boolean {
  if (block.bytes.length !== address.bytes.length || address.prefix < block.prefix) return false;
  return block.bytes.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, block.prefix - index * 8));
    const mask = 256 - 2 ** (8 - bits);
    return (byte & mask) === ((address.bytes[index] ?? 0) & mask);
  });
}
