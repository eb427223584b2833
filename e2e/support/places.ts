import { expect, type Page } from "playwright/test";
import { drawerTitle, grid, hydrated } from "./events";
import { type Lab, stamp, WEBHOOKS_CHANGED, webhookChange } from "./lab";

interface Place {
  name: string;
  path: (lab: Lab) => string;
  /** There once the page stands. */
  ready: (page: Page) => Promise<void>;
  signedOut?: true;
}

/** Every page of the console, and the ways in which it can stand. */
export const PLACES: readonly Place[] = [
  {
    name: "sign-in",
    path: () => "/sign-in",
    ready: (page) => expect(page.getByLabel("Password")).toBeVisible(),
    signedOut: true,
  },
  {
    name: "events",
    path: () => "/events?search_text=Support",
    ready: (page) => expect(grid(page)).toBeVisible(),
  },
  {
    name: "events with a drawer",
    path: (lab) =>
      `/events?account=${lab.production.apiKey}&around=${stamp(WEBHOOKS_CHANGED)}&pm=30m&event=${webhookChange(lab).id}`,
    ready: async (page) => {
      await expect(drawerTitle(page)).toBeVisible();
      await expect(page.getByText("voice.acme.example").first()).toBeVisible();
      await expect(page.getByText("Open this window as a list")).toBeVisible();
    },
  },
  {
    name: "one event",
    path: (lab) => `/events/${webhookChange(lab).id}`,
    ready: async (page) => {
      await expect(page.getByText("voice.acme.example").first()).toBeVisible();
      await expect(page.getByText("Open this window as a list")).toBeVisible();
    },
  },
  {
    name: "connection",
    path: () => "/settings/connection",
    ready: (page) => expect(page.locator("[data-account]").first()).toBeVisible(),
  },
  {
    name: "no archive",
    path: () => "/archive",
    ready: (page) => expect(page.getByRole("heading", { name: "The archive is off" })).toBeVisible(),
  },
  {
    name: "no timelines",
    path: () => "/timeline/number/447700900678",
    ready: (page) => expect(page.getByRole("heading", { name: /^Timelines need the archive/ })).toBeVisible(),
  },
  {
    name: "nothing is here",
    path: () => "/no-such-page",
    ready: (page) => expect(page.getByRole("heading", { name: "Nothing is here" })).toBeVisible(),
  },
  {
    name: "no such event",
    path: () => "/events/no-such-event",
    ready: (page) => expect(page.getByRole("heading", { name: "No event has this id" })).toBeVisible(),
  },
  {
    name: "zero events",
    path: () => "/events?search_text=nothing-carries-this",
    ready: (page) => expect(page.getByRole("heading", { name: /^None recorded/ })).toBeVisible(),
  },
  {
    name: "a wrong address",
    path: () => "/events?page=0",
    ready: (page) => expect(page.getByText("Nothing was asked of Vonage.")).toBeVisible(),
  },
];

/** Everything that opens over the page of events. */
export const POPOVERS = [
  /^Time window/,
  /^Types/,
  /open the receipt$/,
  /^Columns and density/,
  /^Copy link$/,
  /^Export$/,
  /^Account:/,
  /^Go to an id/,
  /signed in as/,
  /^Keyboard$/,
] as const;

export async function visit(page: Page, lab: Lab, place: Place): Promise<void> {
  await page.goto(place.path(lab));
  await place.ready(page);
  await hydrated(page);
}

/** Opens a popover of the page of events and waits until its content stands. */
export async function openPopover(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name }).click();
  await expect(page.locator("[role=dialog][data-state=open], [role=menu]")).toBeVisible();
  if (name.source.includes("Types"))
    await expect(page.getByRole("checkbox", { name: /^APP_UPDATE/ })).toBeVisible();
  if (name.source.includes("window")) await expect(page.locator("[role=dialog] table")).toBeVisible();
}
