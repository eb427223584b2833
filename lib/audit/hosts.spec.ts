import { expect, it } from "vitest";
import { hostsOf, targetHost } from "./hosts.ts";
import { eventOf } from "./testing.ts";

it.each([
  ["https://Voice.Acme.example/ncco?x=1", "voice.acme.example"],
  ["HTTP://user:secret@acme.example:8443", "acme.example"],
  ["wss://media.acme.example#top", "media.acme.example"],
  ["sip:9@qx9-relay.example", "qx9-relay.example"],
  ["sips:desk@pbx.acme.example.:5061;transport=tls", "pbx.acme.example"],
  ["sip:pbx.acme.example", "pbx.acme.example"],
  ["https://[2001:db8::1]:443/a", "[2001:db8::1]"],
  ["sip:447700900012", null],
  ["tel:447700900012", null],
  ["jonas.hale@acme.example", null],
  ["see https://acme.example", null],
  ["https://", null],
])("%s → %s", (text, host) => expect(targetHost(text)).toBe(host));

it("hosts of an event are those of its context, wherever they stand in it", () => {
  const event = eventOf("APP_UPDATE", {
    updated: { event_url: { url: "https://a.example/e" }, list: ["sip:1@b.example", "https://a.example"] },
    previous: { answer_url: "https://c.example" },
  });
  expect(hostsOf(event)).toEqual(["a.example", "b.example", "c.example"]);
});
