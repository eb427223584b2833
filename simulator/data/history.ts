import type { Account } from "../account";
import { selfHref } from "../account";
import { formatSecond } from "../http/dates";
import { describeType } from "./event-types";
import { Random } from "./random";

/** One account's history: `load` makes `count` events up to `end`, `next` goes on from there. */
export class History {
  private readonly random: Random;

  constructor(
    private readonly account: Account,
    seed: string,
    private readonly end: number,
    private readonly count: number,
  ) {
    this.random = new Random(`${seed}/${account.apiKey}`);
  }

  load(): void {
    for (let i = 0; i < this.count; i += 1) {
      this.next(this.end - 1 - Math.floor(((this.count - 1 - i) * 400 * 86_400) / Math.max(1, this.count)));
    }
    this.account.store.seal();
  }

  next(at: number): void {
    const id = this.account.store.nextId();
    const type = this.random.pick(["USER_LOGIN", "USER_LOGOUT"]);
    const text = JSON.stringify({
      id,
      event_type: type,
      event_type_description: describeType(type),
      created_at: formatSecond(at),
      account_id: this.account.apiKey,
      source: "CD",
      source_description: "Customer Dashboard",
      _links: { self: { href: selfHref(id) } },
    });
    this.account.store.add({ at, type, text });
  }
}
