import type { AccountModel, Happening } from "./model";
import type { Origin } from "./render";
import type { Random } from "./random";

/** An event whose moment is known beforehand. What it says is made when its turn comes, from the state of that moment. */
export interface Fixed {
  readonly at: number;
  readonly origin: Origin;
  make(model: AccountModel, random: Random): Happening;
  /** Fields to say otherwise than they are, or (undefined) not at all. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  readonly misshapen?: boolean;
}
