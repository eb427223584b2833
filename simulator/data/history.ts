import type { Account } from "../account";
import { actAny } from "./actions";
import type { Fixed } from "./fixed";
import { hostile } from "./hostile";
import { jobs } from "./jobs";
import { AccountModel, type Happening } from "./model";
import { profileOf, type Person, type Profile } from "./profiles";
import { Random } from "./random";
import { blur, byMachine, byPerson, render, type Origin } from "./render";
import { DAY, DAYS, layOut, MACHINE_WEIGHT, presence } from "./schedule";
import { INCIDENT_AGO, story } from "./story";

interface Session {
  readonly address: string;
  readonly until: number;
}

/** One account's history: `load` makes `count` events up to `end`, `next` goes on from there. */
export class History {
  private readonly random: Random;
  private readonly model: AccountModel;
  private readonly profile: Profile;
  private readonly sessions = new Map<Person, Session>();
  private readonly actors: readonly (Person | null)[];

  constructor(
    private readonly account: Account,
    seed: string,
    private readonly end: number,
    private readonly count: number,
  ) {
    this.random = new Random(`${seed}/${account.apiKey}`);
    this.profile = profileOf(account.apiKey);
    this.actors = [null, ...this.profile.persons];
    this.model = new AccountModel(account.apiKey, this.profile, this.random);
  }

  load(): void {
    const start = this.end - DAYS * DAY;
    const fixed = this.fixed(start);
    // A history too short for the whole story keeps its end.
    let skip = Math.max(0, fixed.length - this.count);
    const fixedUpTo = (at: number) => {
      for (let next = fixed[0]; next && next.at <= at; next = fixed[0]) {
        fixed.shift();
        const happening = next.make(this.model, this.random);
        if (skip > 0) skip -= 1;
        else this.add(next.at, next.origin, happening, next);
      }
    };
    let owed = 0;
    let left = Math.max(0, this.count - fixed.length);
    layOut(this.profile.persons, this.random, start, this.end, left, (at) => {
      fixedUpTo(at);
      // Two events of one second use up the next turn as well, so that the count comes out as asked.
      if (owed === 0) owed = this.next(at, left);
      owed -= 1;
      left -= 1;
    });
    fixedUpTo(this.end);
    this.account.store.seal();
  }

  /** Makes one or two (at most `room`) events at this second, not before the last one's; returns how many. */
  next(at: number, room = 2): number {
    const person = this.someone(at);
    const happenings = person
      ? this.personActs(person, at, room)
      : actAny(this.model, this.random, true, room);
    const origin = blur(person ? this.at(person) : this.program(), this.random);
    for (const happening of happenings) this.add(at, origin, happening);
    return happenings.length;
  }

  private add(
    at: number,
    origin: Origin,
    happening: Happening,
    { overrides, misshapen }: Partial<Fixed> = {},
  ): void {
    const { store, apiKey } = this.account;
    const id = store.nextId();
    const text = render(apiKey, id, at, origin, happening, overrides);
    // Filters go by what the event says, not by what it would have said.
    const type = overrides && "event_type" in overrides ? "" : happening.type;
    const noId = overrides && "id" in overrides ? { ownId: null } : {};
    store.add({ at, type, text, ...noId, ...(misshapen && { misshapen }) });
  }

  private fixed(start: number): Fixed[] {
    const production = this.account.apiKey === "7c9e4b21";
    const told = production ? [...story(this.profile, this.end), ...hostile(this.profile, this.end)] : [];
    // Jobs give way where few events are wanted: the newest are kept.
    const room = Math.max(0, Math.floor((this.count - told.length) * 0.2));
    const all = [...told, ...jobs(this.account.apiKey, this.profile, this.end).slice(0, room)];
    return all.filter(({ at }) => at >= start && at < this.end).sort((a, b) => a.at - b.at);
  }

  /** The person who acts, or null for a program. Nobody of the story is at work while it is told. */
  private someone(at: number): Person | null {
    const before = this.end - INCIDENT_AGO - at;
    const told = before < 7200 && before > -6 * 3600;
    const weight = (person: Person | null) => {
      if (person === null) return MACHINE_WEIGHT;
      return told && /^(jonas|tomasz)/.test(person.email) ? 0 : presence(person, at);
    };
    return this.random.weighted(this.actors, weight);
  }

  private personActs(person: Person, at: number, room: number): Happening[] {
    const { random } = this;
    const session = this.sessions.get(person);
    const context = { userId: person.id, email: person.email };
    if (!session || session.until < at) {
      const address = random.pick(person.addresses);
      this.sessions.set(person, { address, until: at + 3 * 3600 + random.int(6 * 3600) });
      return [
        { type: "USER_LOGIN", context: random.chance(0.8) ? { ...context, method: "password" } : undefined },
      ];
    }
    if (random.chance(0.32)) {
      this.sessions.set(person, { ...session, until: 0 });
      return [{ type: "USER_LOGOUT", context: random.chance(0.8) ? context : undefined }];
    }
    return actAny(this.model, random, false, room);
  }

  private at(person: Person): Origin {
    return byPerson(person, this.sessions.get(person)!.address);
  }

  private program(): Origin {
    return byMachine(this.profile, this.random.pick(this.profile.machines.addresses));
  }
}
