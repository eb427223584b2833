import { expect, it } from "vitest";
import { decodeEvent } from "./decode-event.ts";
import { stateAt } from "./resource-state.ts";

const at = (time: string) => Date.parse(`2026-11-20T${time}Z`);
const NUMBER = { kind: "number", value: "447700900678" } as const;

const event = (id: string, time: string, type: string, context: Record<string, unknown>) =>
  decodeEvent(
    JSON.stringify({
      id,
      event_type: type,
      created_at: `2026-11-20T${time}`,
      account_id: "7c9e4b21",
      context,
    }),
    { zone: "UTC", keyOf: () => "x" },
  );
const voice = (id: string, time: string, type: string, value: string) =>
  event(id, time, "NUMBER_UPDATED", {
    msisdn: NUMBER.value,
    country: "GB",
    "voice-type": type,
    "voice-value": value,
  });

const HISTORY = [
  voice("a", "08:00:00", "tel", "447700900012"),
  voice("b", "10:00:00", "sip", "sip:9@example.org"),
  event("c", "11:00:00", "NUMBER_LINKED", { msisdn: NUMBER.value, country: "GB", applicationId: "app-1" }),
  event("d", "12:00:00", "NUMBER_UNLINKED", { msisdn: NUMBER.value, country: "GB", applicationId: "app-1" }),
];
const stateOf = (time: string, events = HISTORY, gaps: { from: number | null; to: number }[] = []) =>
  Object.fromEntries(stateAt(NUMBER, events, at(time), gaps).map(({ field, ...rest }) => [field, rest]));

it("a field has the value of the latest event up to the moment, which it names", () => {
  expect(stateOf("09:00:00")["voice-value"]).toEqual({
    value: "447700900012",
    provenance: "derived",
    from: "a",
    fromType: "NUMBER_UPDATED",
    fromAt: "2026-11-20T08:00:00Z",
  });
  // The moment itself counts.
  expect(stateOf("10:00:00")["voice-value"]).toMatchObject({ value: "sip:9@example.org", from: "b" });
  expect(stateOf("11:30:00")["application"]).toMatchObject({ value: "app-1", from: "c" });
  expect(stateOf("13:00:00")["application"]).toMatchObject({ value: null, provenance: "derived", from: "d" });
});

it("a field that only a later event carries is unknown, unless that event states what stood before", () => {
  expect(stateOf("07:00:00")["voice-value"]).toEqual({ value: null, provenance: "unknown" });
  const stated = event("e", "14:00:00", "NUMBER_UPDATED", {
    msisdn: NUMBER.value,
    "voice-value": { old: "tel:1", new: "tel:2" },
  });
  expect(stateOf("13:00:00", [stated])["voice-value"]).toMatchObject({
    value: "tel:1",
    provenance: "stated",
    from: "e",
  });
});

it("a value across a gap, and values of one second, are marked", () => {
  const gaps = [{ from: at("08:30:00"), to: at("08:40:00") }];
  expect(stateOf("09:00:00", HISTORY, gaps)["voice-value"]).toMatchObject({ acrossGap: true });
  expect(stateOf("08:10:00", HISTORY, gaps)["voice-value"]).not.toHaveProperty("acrossGap");
  const twice = [...HISTORY, voice("a2", "08:00:00", "tel", "other")];
  expect(stateOf("09:00:00", twice)["voice-value"]).toMatchObject({ tied: true });
});

it("events about other things, and those without a time, say nothing of it", () => {
  const other = event("o", "08:30:00", "NUMBER_UPDATED", { msisdn: "34600000112", "voice-value": "x" });
  expect(stateOf("09:00:00", [other])).toEqual({});
});
