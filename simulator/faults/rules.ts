export type Operation = "list" | "event" | "types" | "other";

/** What goes wrong on the way to the reader. Of several that apply to one request, the first alone takes effect. */
export type TransportFault =
  | { kind: "status"; status: number; body?: unknown; headers?: Record<string, string>; contentType?: string }
  | { kind: "hang" }
  | { kind: "slowHeaders"; ms: number }
  | { kind: "drip"; bytesPerSecond: number }
  | { kind: "reset"; afterBytes?: number }
  | { kind: "cut"; at: number }
  | { kind: "wrongLength"; delta: number }
  | { kind: "gzipBomb"; mb: number }
  | { kind: "body"; text?: string; base64?: string; contentType?: string }
  | { kind: "options204" }
  | { kind: "redirect"; location: string; status?: number };

/** What is wrong with the data itself. All that apply take effect, before any transport fault. */
export type DataFault =
  | { kind: "duplicate" }
  | { kind: "shift"; n: number }
  | { kind: "late"; n: number; secondsAgo: number }
  | { kind: "mutate"; index: number; replaceText: string; find?: string };

export type Fault = TransportFault | DataFault;

export interface FaultMatch {
  /** The account's key or name. */
  account?: string;
  method?: string;
  path?: Operation;
  page?: number;
  /** The n-th request that matches the rest, from 1; then `times` requests from there (1 unless said). */
  nth?: number;
  /** How many requests it is good for; without `nth`: all of them unless said. */
  times?: number;
}

export interface FaultRule {
  match?: FaultMatch;
  fault: Fault;
}

export interface RequestFacts {
  readonly account: { readonly name: string; readonly apiKey: string } | null;
  readonly method: string;
  readonly operation: Operation;
  readonly page: number;
}

const DATA = new Set(["duplicate", "shift", "late", "mutate"]);
const TRANSPORT = new Set(
  "status hang slowHeaders drip reset cut wrongLength gzipBomb body options204 redirect".split(" "),
);

const isData = (fault: Fault): fault is DataFault => DATA.has(fault.kind);

/** Throws a sentence for a script that is none. */
export function checkScript(script: unknown): FaultRule[] {
  if (!Array.isArray(script)) throw new TypeError("A fault script is an array of rules.");
  for (const rule of script as (Partial<FaultRule> | null)[]) {
    const kind = rule?.fault?.kind;
    if (kind === undefined || !(DATA.has(kind) || TRANSPORT.has(kind))) {
      throw new TypeError(`Not a kind of fault: ${String(kind)}.`);
    }
  }
  return script as FaultRule[];
}

function matches(match: FaultMatch, request: RequestFacts): boolean {
  const { account } = request;
  if (match.account !== undefined && match.account !== account?.apiKey && match.account !== account?.name)
    return false;
  if (match.method !== undefined && match.method.toUpperCase() !== request.method) return false;
  if (match.path !== undefined && match.path !== request.operation) return false;
  return match.page === undefined || (request.operation === "list" && match.page === request.page);
}

/** A fault script being played: it remembers how often each rule has matched. */
export class FaultScript {
  private rules: { rule: FaultRule; seen: number }[] = [];

  set(rules: readonly FaultRule[]): void {
    this.rules = rules.map((rule) => ({ rule, seen: 0 }));
  }

  /** Counts this request on every rule that matches it and returns what takes effect. */
  take(request: RequestFacts): { data: DataFault[]; transport: TransportFault | null } {
    const data: DataFault[] = [];
    let transport: TransportFault | null = null;
    for (const entry of this.rules) {
      const match = entry.rule.match ?? {};
      if (!matches(match, request)) continue;
      entry.seen += 1;
      const first = match.nth ?? 1;
      const times = match.times ?? (match.nth === undefined ? Infinity : 1);
      if (entry.seen < first || entry.seen >= first + times) continue;
      const { fault } = entry.rule;
      if (isData(fault)) data.push(fault);
      else transport ??= fault;
    }
    return { data, transport };
  }
}
