import type { Fixed } from "./fixed";
import type { Profile } from "./profiles";
import { byMachine, byPerson } from "./render";
import { DAY } from "./schedule";

interface Row {
  readonly daysAgo: number;
  readonly type: string;
  /** Text, since some of it is what no object can say. */
  readonly context?: string;
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** Breaks the contract, so the tests of the contract leave it out. */
  readonly misshapen?: true;
}

const TRICKS =
  'Invoice \u202Egnp.exe\u202C \u200B\u200D\uFEFF\u0007\u001B[31m <img src=x onerror=alert(1)> & "q" \\ \'';
const HOSTILE_APP = "0badc0de-5afe-4bad-8bad-00000000feed";

const app = (name: string, url: string, id = HOSTILE_APP) =>
  JSON.stringify({
    appId: id,
    created: {
      accountId: "7c9e4b21",
      appId: id,
      name,
      type: "voice",
      answer_url: { method: "GET", url },
      event_url: { method: "POST", url: "https://apps.acme.example/events" },
    },
  });

const nested = (depth: number) => `${'{"in":'.repeat(depth)}"deep"${"}".repeat(depth)}`;

/** None of these touch a resource of the story or of the model: replaying the others stays exact. */
const ROWS: readonly Row[] = [
  {
    daysAgo: 9,
    type: "NUMBER_UPDATED",
    context: '{"country":"GB","msisdn":447700900999,"voice-type":"tel","voice-value":447700900998}',
    misshapen: true,
  },
  {
    daysAgo: 12,
    type: "NUMBER_UPDATED",
    context: '{"country":"GB","msisdn":"447700900997","voice-type":"pigeon","voice-value":"coo"}',
    misshapen: true,
  },
  {
    daysAgo: 14,
    type: "NUMBER_LINKED",
    context: '{"country":["GB"],"account":null,"msisdn":"447700900996","applicationId":{"id":7}}',
    misshapen: true,
  },
  {
    daysAgo: 21,
    type: "ACCOUNT_UPDATE_SETTINGS_API",
    context: '{"settings":{"quota":9007199254740993123,"ratio":1.0,"tiny":1e-7,"big":1E400}}',
  },
  { daysAgo: 33, type: "APP_CREATE", context: app(TRICKS, "https://apps.acme.example/ncco") },
  {
    daysAgo: 34,
    type: "APP_CREATE",
    context: app(
      '=HYPERLINK("https://evil.example","x")',
      "javascript:alert(document.domain)",
      "0badc0de-5afe-4bad-8bad-0000000000aa",
    ),
    misshapen: true,
  },
  {
    daysAgo: 41,
    type: "USER_UPDATE",
    context: JSON.stringify({ userId: 48305, note: "long ".repeat(13_107) }),
  },
  {
    daysAgo: 52,
    type: "ACCOUNT_UPDATE_SETTINGS_API",
    context: '{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}},"toString":"no"}',
  },
  {
    daysAgo: 55,
    type: "USER_UPDATE",
    context: '{"userId":48305,"name":"half \\ud83d of a pair","same":1,"same":2}',
  },
  { daysAgo: 60, type: "USER_STATUS", overrides: { id: undefined }, misshapen: true },
  {
    daysAgo: 71,
    type: "USER_UPDATE",
    overrides: { created_at: "the day before yesterday" },
    misshapen: true,
  },
  {
    daysAgo: 74,
    type: "USER_UPDATE",
    overrides: { created_at: "2018-07-04T11:41:32.123+02:00" },
    misshapen: true,
  },
  {
    daysAgo: 83,
    type: "USER_UPDATE",
    overrides: { user_id: "48213", source: "FAX", source_country: 34 },
    misshapen: true,
  },
  { daysAgo: 90, type: "APP_UPDATE", context: '["not","an","object"]', misshapen: true },
  { daysAgo: 91, type: "APP_UPDATE", context: "null", misshapen: true },
  { daysAgo: 92, type: "APP_UPDATE", context: '"{\\"appId\\":\\"text, not JSON\\"}"', misshapen: true },
  {
    daysAgo: 97,
    type: "NUMBER_ASSIGN",
    overrides: { event_type: undefined, event_type_description: 7 },
    misshapen: true,
  },
  { daysAgo: 110, type: "NUMBER_UNLINKED", context: '{"msisdn":"447700900995"}' },
  {
    daysAgo: 118,
    type: "ACCOUNT_UPDATE_SETTINGS",
    context: `{"accountId":"7c9e4b21","settings":${nested(200)}}`,
  },
  { daysAgo: 125, type: "USER_UPDATE", overrides: { request_id: "extra-field", region: { name: "eu" } } },
  {
    daysAgo: 140,
    type: "USER_UPDATE",
    overrides: { user_email: "not an address", account_id: null },
    misshapen: true,
  },
  {
    daysAgo: 151,
    type: "USER_LOGIN",
    overrides: { source_ip: "203.0.113.999, 10.0.0.1", source_country: "??" },
  },
];

export function hostile(profile: Profile, end: number): Fixed[] {
  const [person] = profile.persons.slice(-1);
  return ROWS.map(({ daysAgo, type, context, overrides, misshapen }, i) => ({
    at: end - daysAgo * DAY - i * 1111,
    origin: type.startsWith("USER") ? byPerson(person!, "192.0.2.33") : byMachine(profile, "198.51.100.201"),
    make: () => ({ type, ...(context !== undefined && { contextText: context }) }),
    ...(overrides && { overrides }),
    ...(misshapen && { misshapen }),
  }));
}
