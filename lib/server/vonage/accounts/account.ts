import type { Rotation } from "./rotation.ts";
import type { Secret } from "./secret.ts";

/** One Vonage account. `name` is the operator's word for it, `apiKey` its lasting identity (`account_id` in events). */
export interface Account {
  readonly name: string;
  readonly apiKey: string;
  readonly secret: Secret;
  /** Keeps `secret` as its file has it; absent when it came from no file. */
  readonly rotation?: Pick<Rotation, "check">;
}
