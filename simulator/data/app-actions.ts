import { newApp, type AccountModel, type App, type Happening } from "./model";
import type { Random } from "./random";

const NAMES = [
  "Order status",
  "Click to call",
  "Fraud alerts",
  "Surveys",
  "Back office",
  "Field service",
  "Loyalty",
];

/** The published shape of APP_CREATE. */
export function createApp(model: AccountModel, random: Random): Happening | null {
  if (model.apps.length > 14) return null;
  const app = newApp(
    random.uuid(),
    `${random.pick(NAMES)} ${random.int(90) + 10}`,
    random.pick(["voice", "messages"]),
  );
  model.apps.push(app);
  return { type: "APP_CREATE", context: { appId: app.id, created: described(model, app) } };
}

function described(model: AccountModel, app: App) {
  return {
    accountId: model.accountId,
    appId: app.id,
    name: app.name,
    type: app.type,
    answer_url: app.answer,
    event_url: app.event,
  };
}

/** What an update says: the whole application, and of the two flags those that were ever set. */
export function updateContext(model: AccountModel, app: App, previous?: object): object {
  const updated = {
    ...described(model, app),
    ...(app.signed !== undefined && { "signed-callbacks": app.signed }),
    ...(app.improveAi !== undefined && { improve_ai: app.improveAi }),
  };
  return { appId: app.id, updated, ...(previous && { previous }) };
}

/** An update that says everything as it was: nightly jobs do this. */
export function restateApp(model: AccountModel, app: App): Happening {
  return { type: "APP_UPDATE", context: updateContext(model, app) };
}

function changeApp(app: App, random: Random): object {
  const version = random.int(900) + 100;
  switch (app.kept === "name" ? 1 + random.int(4) : random.int(5)) {
    case 0: {
      const previous = { name: app.name };
      app.name = app.name.endsWith(" 2") ? app.name.slice(0, -2) : `${app.name} 2`;
      return previous;
    }
    case 1: {
      const previous = { answer_url: app.answer };
      app.answer = { ...app.answer, url: `https://apps.acme.example/v${version}/ncco` };
      return previous;
    }
    case 2: {
      const previous = app.signed === undefined ? {} : { "signed-callbacks": app.signed };
      app.signed = !app.signed;
      return previous;
    }
    case 3: {
      const previous = app.improveAi === undefined ? {} : { improve_ai: app.improveAi };
      app.improveAi = !app.improveAi;
      return previous;
    }
    default: {
      const previous = { event_url: app.event };
      app.event = { ...app.event, url: `https://apps.acme.example/v${version}/events` };
      return previous;
    }
  }
}

export function updateApp(model: AccountModel, random: Random): Happening | null {
  const app = random.pick(model.apps);
  if (app.kept === "all") return null;
  if (random.chance(0.25)) return restateApp(model, app);
  const previous = changeApp(app, random);
  const stated = random.chance(0.3) && Object.keys(previous).length > 0;
  return { type: "APP_UPDATE", context: updateContext(model, app, stated ? previous : undefined) };
}

/** DISABLE, ENABLE and DELETE name the application and nothing else of it. */
export function endApp(type: "APP_DISABLE" | "APP_ENABLE" | "APP_DELETE") {
  return (model: AccountModel, random: Random): Happening | null => {
    const app = random.pick(model.apps);
    if (app.kept !== "nothing" || app.enabled === (type === "APP_ENABLE")) return null;
    if (type === "APP_DELETE") {
      if (model.apps.length < 7 || model.numbers.some((number) => number.app === app.id)) return null;
      model.apps.splice(model.apps.indexOf(app), 1);
      return { type, context: { appId: app.id, name: app.name, accountId: model.accountId } };
    }
    app.enabled = type === "APP_ENABLE";
    return { type, context: { appId: app.id, accountId: model.accountId } };
  };
}
