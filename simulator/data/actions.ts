import * as account from "./account-actions";
import * as apps from "./app-actions";
import type { AccountModel, Happening } from "./model";
import * as numbers from "./number-actions";
import type { Random } from "./random";
import * as users from "./user-actions";

/** null where the state does not allow it just now. Several happen in one second. */
type Act = (model: AccountModel, random: Random) => Happening | Happening[] | null;

/** How often people (first) and programs (second) do what. */
const ACTIONS: readonly (readonly [number, number, Act])[] = [
  [105, 0, users.searchProduct],
  [70, 50, numbers.updateNumber],
  [75, 90, apps.updateApp],
  [38, 20, numbers.linkNumber],
  [40, 16, numbers.unlinkNumber],
  [15, 12, numbers.assignNumber],
  [12, 8, numbers.cancelNumber],
  [3, 0, apps.createApp],
  [3, 0, apps.endApp("APP_DISABLE")],
  [6, 0, apps.endApp("APP_ENABLE")],
  [6, 0, apps.endApp("APP_DELETE")],
  [1.2, 0.3, account.createSecret],
  [1.4, 0.3, account.deleteSecret],
  [0.8, 0, account.allowAddress],
  [0.6, 0, account.forbidAddress],
  [1.2, 0, account.changeAutoreload],
  [0, 12, account.changeSettings],
  [0.8, 0, account.changeLimits],
  [0.5, 0.3, account.publishTemplate],
  [0.8, 0, users.createUser],
  [3, 0, users.updateUser],
  [0.8, 0, users.changeStatus],
  [0.6, 0, users.changeKeys],
  [0.8, 0, users.changeBilling],
];

/** Something a person or a program does next, at most `room` events; what the state refuses is picked anew. */
export function actAny(model: AccountModel, random: Random, machine: boolean, room: number): Happening[] {
  for (let tries = 0; tries < 8 && room > 1; tries += 1) {
    const action = random.weighted(ACTIONS, ([person, program]) => (machine ? program : person));
    const done = action?.[2](model, random);
    if (done) return Array.isArray(done) ? done : [done];
  }
  return [machine ? account.changeSettings(model, random) : users.searchProduct(model, random)];
}
