import { changeSettings, restateSettings } from "./account-actions";
import { restateApp } from "./app-actions";
import type { Fixed } from "./fixed";
import type { AccountModel } from "./model";
import { assignNumber, linking, updateNumber } from "./number-actions";
import { CAMPAIGN_SENDER, OTP_MESSAGES, REMINDERS, type Profile } from "./profiles";
import { byMachine } from "./render";
import { DAY, DAYS } from "./schedule";

/** What programs do by the clock, newest day first. */
function production(profile: Profile, end: number): Fixed[] {
  const jobs: Fixed[] = [];
  const deploy = byMachine(profile, "198.51.100.201");
  const numbers = byMachine(profile, "198.51.100.202");
  for (let ago = 0; ago < DAYS; ago += 1) {
    const day = Math.floor(end / DAY) * DAY - ago * DAY;
    jobs.push({ at: day + 3 * 3600 + 1800, origin: deploy, make: changeSettings });
    for (const id of [CAMPAIGN_SENDER, OTP_MESSAGES]) {
      jobs.push({ at: day + 3 * 3600, origin: deploy, make: (model) => restateApp(model, model.app(id)) });
    }
    if (ago % 7 !== 0) continue;
    jobs.push({ at: day + 1802, origin: numbers, make: linkFree });
    jobs.push({
      at: day + 1800,
      origin: numbers,
      make: (model, random) => assignNumber(model, random) ?? restateSettings(model),
    });
  }
  return jobs;
}

/** Links the youngest number that has no application yet. */
function linkFree(model: AccountModel) {
  const number = model.numbers.findLast((one) => !one.kept && one.app === undefined);
  if (!number) return restateSettings(model);
  number.app = REMINDERS;
  return { type: "NUMBER_LINKED", context: linking(model, number, REMINDERS) };
}

/** One morning somebody moved the numbers to the new exchange: many events, several of one second. */
function migration(profile: Profile, end: number, count: number): Fixed[] {
  const start = Math.floor(end / DAY) * DAY - 17 * DAY + 10 * 3600;
  return Array.from({ length: count }, (_, i) => ({
    at: start + Math.floor(i / 4) * 3,
    origin: byMachine(profile, "198.51.100.202"),
    make: (model, random) => {
      for (;;) {
        const done = updateNumber(model, random);
        if (done) return done;
      }
    },
  }));
}

export function jobs(apiKey: string, profile: Profile, end: number): Fixed[] {
  if (apiKey === "7c9e4b21") return [...migration(profile, end, 48), ...production(profile, end)];
  const origin = byMachine(profile, "198.51.100.210");
  return Array.from({ length: DAYS }, (_, ago) => ({
    at: Math.floor(end / DAY) * DAY - ago * DAY + 2 * 3600 + 900,
    origin,
    make: changeSettings,
  }));
}
