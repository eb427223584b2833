import { autoreload } from "./account-actions";
import { updateContext } from "./app-actions";
import type { Fixed } from "./fixed";
import type { AccountModel, App, Happening } from "./model";
import { assigned, linking, voiceUpdate } from "./number-actions";
import { CAMPAIGN_SENDER, OTP_MESSAGES, REMINDERS, SUPPORT_IVR, type Person, type Profile } from "./profiles";
import { byMachine, byPerson, type Origin } from "./render";
import { DAY } from "./schedule";

/** The intruder's first event comes this long before the end of the history. */
export const INCIDENT_AGO = 20 * 3600;
/** Seconds after the first event: sign-in, secret, allow-list, number, number and application, auto-reload, sign-out. */
export const INCIDENT = [0, 97, 141, 551, 568, 568, 766, 1023] as const;
const INTRUDER_IP = "203.0.113.77";

type Make = (model: AccountModel) => Happening;

const says = (type: string, context?: object): Make => {
  return () => ({ type, ...(context && { context }) });
};

function voice(msisdn: string, type: string, value: string, http?: string): Make {
  return (model) => {
    const number = model.number(msisdn);
    number.voice = { type, value };
    if (http !== undefined) number.http = http;
    return { type: "NUMBER_UPDATED", context: voiceUpdate(number, http === undefined ? {} : { http }) };
  };
}

function assign(msisdn: string): Make {
  return (model) => {
    model.numbers.push({ msisdn, country: "GB", kept: true });
    return assigned(model, model.number(msisdn));
  };
}

function link(msisdn: string, appId: string): Make {
  return (model) => {
    const number = model.number(msisdn);
    number.app = appId;
    return { type: "NUMBER_LINKED", context: linking(model, number, appId) };
  };
}

function unlink(msisdn: string): Make {
  return (model) => {
    const number = model.number(msisdn);
    const context = linking(model, number, number.app ?? "");
    delete number.app;
    return { type: "NUMBER_UNLINKED", context };
  };
}

function supportIvr(answer: string, event: string, flags: Partial<App>, previous?: object): Make {
  return (model) => {
    const app = Object.assign(model.app(SUPPORT_IVR), flags);
    app.answer = { method: "GET", url: `https://${answer}` };
    app.event = { method: "POST", url: `https://${event}` };
    return { type: "APP_UPDATE", context: updateContext(model, app, previous) };
  };
}

function reload(amount: number, threshold: number): Make {
  return (model) => {
    model.autoreload = { enabled: true, amount, threshold };
    // From here on nobody but the story changes it.
    model.autoreloadKept = true;
    return { type: "AUTORELOAD_UPDATE", context: autoreload(model) };
  };
}

function rename(appId: string, name: string): Make {
  return (model) => {
    const app = model.app(appId);
    app.name = name;
    return { type: "APP_UPDATE", context: updateContext(model, app) };
  };
}

/**
 * The story of Acme production: what was set up over the year, the intruder in jonas.hale's name, and the morning after.
 * Everything that the incident changes has its value before it in an earlier event here.
 */
export function story(profile: Profile, end: number): Fixed[] {
  const who = (name: string): Person => profile.persons.find(({ email }) => email.startsWith(name))!;
  const [ana, priya, jonas, tomasz, billing] = ["ana", "priya", "jonas", "tomasz", "billing"].map(who) as [
    Person,
    Person,
    Person,
    Person,
    Person,
  ];
  const events: Fixed[] = [];
  const midnight = Math.floor(end / DAY) * DAY;
  const day = (ago: number, time: string, origin: Origin, make: Make) => {
    const [h = 0, m = 0, s = 0] = time.split(":").map(Number);
    events.push({ at: midnight - ago * DAY + h * 3600 + m * 60 + s, origin, make });
  };
  const [anas, priyas] = [byPerson(ana, "192.0.2.14"), byPerson(priya, "198.51.100.12")];
  const tomaszs = byPerson(tomasz, "192.0.2.131");
  const program = byMachine(profile, "198.51.100.202");

  day(381, "10:05:31", anas, supportIvr("ivr.acme.example/answer", "ivr.acme.example/events", {}));
  day(316, "09:40:55", program, assign("447700900678"));
  day(314, "14:03:27", anas, voice("447700900678", "app", SUPPORT_IVR));
  day(314, "14:03:27", anas, link("447700900678", SUPPORT_IVR));
  day(250, "00:30:00", program, assign("447700900345"));
  day(249, "11:12:40", tomaszs, link("447700900345", OTP_MESSAGES));
  day(230, "00:30:00", program, assign("447700900501"));
  day(230, "00:30:04", program, assign("447700900502"));
  day(144, "08:15:09", priyas, unlink("447700900678"));
  day(101, "10:22:40", priyas, voice("447700900678", "tel", "447700900012", "https://sms.acme.example/in"));
  day(
    80,
    "14:20:07",
    anas,
    supportIvr("voice.acme.example/ncco", "voice.acme.example/events", { signed: true }),
  );
  day(45, "09:31:18", byPerson(billing, "192.0.2.20"), reload(100, 20));
  day(
    6,
    "15:44:02",
    tomaszs,
    says("VERIFY_TEMPLATE_PUBLISH", { template: { name: "verify-en-gb", version: 41 } }),
  );

  const first = end - INCIDENT_AGO;
  const after = (seconds: number, origin: Origin, make: Make) =>
    events.push({ at: first + seconds, origin, make });
  const intruder = byPerson(jonas, INTRUDER_IP, "SC");
  const intruding = { ...byMachine(profile, INTRUDER_IP), source_country: "SC" };
  after(-42_437, tomaszs, voice("447700900501", "app", CAMPAIGN_SENDER));
  after(INCIDENT[0], intruder, says("USER_LOGIN", { userId: jonas.id, email: jonas.email }));
  after(INCIDENT[1], intruder, (model) => ({
    type: "ACCOUNT_SECRET_CREATE",
    context: { secretId: "ad6dc56f-30f7-4b1e-9a52-c4d08e712b27", accountId: model.accountId },
  }));
  after(INCIDENT[2], intruder, (model) => ({
    type: "IP_WHITELIST_CREATE",
    context: { ip: INTRUDER_IP, accountId: model.accountId },
  }));
  after(INCIDENT[3], intruding, voice("447700900678", "sip", "sip:9@qx9-relay.example"));
  after(INCIDENT[4], intruder, link("447700900345", SUPPORT_IVR));
  const flags = { signed: false, improveAi: false };
  after(
    INCIDENT[5],
    intruder,
    supportIvr("qx9-relay.example/a", "qx9-relay.example/e", flags, { "signed-callbacks": true }),
  );
  after(INCIDENT[6], intruder, reload(2000, 500));
  after(INCIDENT[7], intruder, says("USER_LOGOUT", { userId: jonas.id, email: jonas.email }));

  const away = byPerson(tomasz, "192.0.2.140");
  after(10_539, away, says("USER_LOGIN", { userId: tomasz.id, email: tomasz.email }));
  after(10_881, away, voice("447700900501", "app", REMINDERS));
  after(10_926, away, link("447700900502", REMINDERS));
  after(12_514, away, says("USER_LOGOUT", { userId: tomasz.id, email: tomasz.email }));
  after(16_099, byMachine(profile, "198.51.100.201"), rename(CAMPAIGN_SENDER, "Campaign sender 2"));
  after(17_407, priyas, (model) => {
    // Bought before the history begins, and never heard of since.
    model.numbers.push({ msisdn: "34600000112", country: "ES", kept: true });
    return voice("34600000112", "tel", "34600000190")(model);
  });
  return events;
}
