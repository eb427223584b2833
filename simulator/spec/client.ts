import { startSimulator, type Simulator, type SimulatorOptions } from "../index";

export const NOW = "2026-11-21T23:02:41Z";

export interface Page {
  _embedded?: { events: Record<string, unknown>[] };
  _links: Record<string, { href: string }>;
  page: { size: number; number: number; totalElements: number; totalPages: number };
}

/** A simulator and the plainest of readers, for one account of it. */
export class Reader {
  constructor(
    readonly simulator: Simulator,
    private readonly index = 0,
  ) {}

  static async start(options: SimulatorOptions = {}): Promise<Reader> {
    return new Reader(await startSimulator({ now: NOW, events: 2000, ...options }));
  }

  get account() {
    return this.simulator.accounts[this.index]!;
  }

  other(): Reader {
    return new Reader(this.simulator, 1 - this.index);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const { apiKey, apiSecret } = this.account;
    const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
    return fetch(this.simulator.url + path, {
      redirect: "manual",
      ...init,
      headers: { authorization, ...init.headers },
    });
  }

  async list(params: Record<string, string | number> = {}): Promise<Page> {
    const query = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
    const response = await this.fetch(`/events?${query}`);
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()) as Page;
  }

  async status(params: Record<string, string>): Promise<number> {
    return (await this.fetch(`/events?${new URLSearchParams(params)}`)).status;
  }

  /** All events of a query, page by page. */
  async all(params: Record<string, string | number> = {}): Promise<Record<string, unknown>[]> {
    const events: Record<string, unknown>[] = [];
    for (let page = 1; ; page += 1) {
      const reply = await this.list({ size: 100, ...params, page });
      events.push(...(reply._embedded?.events ?? []));
      if (page >= reply.page.totalPages) return events;
    }
  }

  async total(params: Record<string, string | number> = {}): Promise<number> {
    return (await this.list({ ...params, size: 1 })).page.totalElements;
  }
}
