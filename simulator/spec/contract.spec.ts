import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import contract from "../contract/audit-openapi-1.0.4.json";
import { CORRECTIONS, withCorrections } from "../contract/overlay";
import { LISTED, UNLISTED } from "../data/event-types";
import { Reader } from "./client";

type Problems = readonly { instancePath: string; message?: string }[];

function validator(document: typeof contract) {
  // OpenAPI's own words (`example`) are none of JSON Schema's.
  const ajv = new Ajv({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  ajv.addSchema({ $id: "contract", components: document.components });
  return (schema: string, value: unknown): Problems => {
    const validate = ajv.getSchema(`contract#/components/schemas/${schema}`)!;
    return validate(value) ? [] : (validate.errors ?? []);
  };
}

const check = validator(withCorrections(contract));

describe("the contract", () => {
  let reader: Reader;
  beforeAll(async () => (reader = await Reader.start({ events: 25_000 })));
  afterAll(() => reader.simulator.close());

  it("holds for every event that is not made wrong on purpose", () => {
    let held = 0;
    for (const { apiKey } of reader.simulator.accounts) {
      for (const { text, misshapen } of reader.simulator.truth(apiKey)) {
        if (misshapen) continue;
        expect(check("AuditEvent", JSON.parse(text)), text.slice(0, 300)).toEqual([]);
        held += 1;
      }
    }
    expect(held).toBeGreaterThan(24_900);
  });

  it("is broken by those that are", () => {
    const made = reader.simulator.truth("7c9e4b21").filter(({ misshapen }) => misshapen);
    expect(made.length).toBeGreaterThan(8);
    const wrong = made.filter(({ text }) => check("AuditEvent", JSON.parse(text)).length > 0);
    // Where no field is required and any object is a context, some wrong things are well-formed.
    expect(wrong.length).toBeGreaterThan(5);
  });

  it("holds for lists, one event, the types and every error", async () => {
    // Newest first: the misshapen ones are older than a week.
    expect(check("AuditResp", await reader.list({ size: 100 }))).toEqual([]);
    expect(check("AuditResp", await reader.list({ event_type: "NONE" }))).toEqual([]);
    const [event] = (await reader.list())._embedded!.events;
    expect(check("AuditEvent", await (await reader.fetch(`/events/${String(event!["id"])}`)).json())).toEqual(
      [],
    );
    expect(
      check("AuditEventTypesResp", await (await reader.fetch("/events", { method: "OPTIONS" })).json()),
    ).toEqual([]);
    for (const [schema, path, init] of [
      ["ErrorUnauthorized", "/events", { headers: { authorization: "" } }],
      ["ErrorNotFound", "/events/aaaaaaaa-bbbb-cccc-dddd-0123456789ab", {}],
      ["ErrorBadRequest", "/events?size=101", {}],
    ] as const) {
      const response = await reader.fetch(path, init);
      const body = (await response.json()) as object;
      expect(check(schema, body)).toEqual([]);
      expect(Object.keys(body)).toEqual(["status", "error", "message"]);
      expect(body).toHaveProperty("status", response.status);
    }
  });

  it.each(CORRECTIONS.map(({ name }) => name))("needs the correction %s", (name) => {
    const document = structuredClone(contract);
    const schemas = document.components.schemas as never;
    for (const correction of CORRECTIONS) if (correction.name !== name) correction.apply(schemas);
    const strict = validator(document);
    const events = reader.simulator.truth("7c9e4b21").filter(({ misshapen }) => !misshapen);
    expect(events.some(({ text }) => strict("AuditEvent", JSON.parse(text)).length > 0)).toBe(true);
  });

  it("types the three published contexts exactly", async () => {
    for (const [type, schema, keys] of [
      ["APP_CREATE", "ContextAppCreate", ["appId", "created"]],
      ["NUMBER_LINKED", "ContextNumberLinking", ["country", "account", "msisdn", "applicationId"]],
      ["NUMBER_UNLINKED", "ContextNumberLinking", ["country", "account", "msisdn", "applicationId"]],
      [
        "NUMBER_UPDATED",
        "ContextNumberUpdate",
        ["country", "msisdn", "voice-type", "voice-value", "http", "accountId"],
      ],
    ] as const) {
      const events = await reader.other().all({ event_type: type });
      expect(events.length).toBeGreaterThan(0);
      for (const { context } of events) {
        expect(check(schema, context)).toEqual([]);
        expect(keys).toEqual(expect.arrayContaining(Object.keys(context as object)));
      }
    }
  });

  it("shows every listed type, with a context, and two unlisted ones", async () => {
    const types = (await (await reader.fetch("/events", { method: "OPTIONS" })).json()) as {
      eventTypes: { type: string; description: string }[];
    };
    expect(types.eventTypes).toHaveLength(26);
    expect(types.eventTypes.map(({ type }) => type)).toEqual(Object.keys(LISTED));
    for (const type of [...Object.keys(LISTED), ...Object.keys(UNLISTED)]) {
      const events = await reader.all({ event_type: type });
      expect(
        events.some(({ context }) => typeof context === "object"),
        type,
      ).toBe(true);
    }
  });
});
