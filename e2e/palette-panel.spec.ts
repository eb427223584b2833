import { openEvents, rows } from "./support/events";
import { unseen } from "./support/inert";
import { idOf } from "./support/lab";
import { box, field, open, option, options, panel, paste } from "./support/palette";
import { addUser, signedIn } from "./support/session";
import { expect, NOBODY, test } from "./support/test";

test("hostile text neither hangs nor hides, nor turns what stands beside it", async ({
  page,
  complaints,
}) => {
  await openEvents(page);
  await open(page);
  await paste(page, "7".repeat(10 * 1024 * 1024));
  await expect(panel(page).getByRole("alert")).toContainText("10,485,760 characters");
  await expect(field(page)).toHaveValue("");
  for (const text of [
    "\u202ekcatta\u202c <img src=x onerror=alert(1)>",
    "a\u0000\u0007\u200b\u2066b",
    "\ud800,'\"%",
  ]) {
    await field(page).fill(text);
    await expect(option(page, /^Search events for/)).toBeVisible();
    expect(await unseen(page)).toEqual([]);
    expect(await panel(page).locator("img").count()).toBe(0);
  }
  await field(page).fill("\u202ekcatta");
  await expect(option(page, /^Search events for/)).toContainText("U+202E");
  // What phones put around a number is not part of it.
  await field(page).fill("\u202a7c9e4b21\u202c");
  await expect(option(page, "Events of Acme production")).toBeVisible();
  expect(complaints).toEqual({ violations: [], errors: [], dialogs: [] });
});

test("without an archive ids, types and text are offered, and it is said why no more", async ({
  page,
  lab,
}) => {
  await openEvents(page);
  for (const text of ["203.0.113.77", "203.0.113.0/24", "jonas.hale@acme.example", "447700900678"]) {
    await open(page);
    await page.keyboard.type(text);
    await expect(options(page)).toHaveText([
      new RegExp(`^Search events for “${text.replaceAll(".", "\\.")}”`),
    ]);
    await expect(panel(page)).toContainText("The archive is off");
    await page.keyboard.press("Escape");
  }
  await open(page);
  await page.keyboard.type("jonas.hale@acme.example");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/search_text=jonas\.hale@acme\.example/);
  await expect(rows(page).first()).toBeVisible();
  await open(page);
  await expect(option(page, "Archive")).toHaveCount(0);
  const [event] = lab.simulator.truth(lab.emea.apiKey);
  const id = idOf(event!.text);
  await page.keyboard.type(id);
  await page.keyboard.press("ArrowDown");
  await expect(option(page, "Look for it in every account")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/events/${id}`);
  await expect(page.getByText("Acme EMEA").first()).toBeVisible();
});

test("the key is in the map of keys, and is off with the other single ones", async ({ page }) => {
  await openEvents(page);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await expect(help).toContainText("go to an id, a value or a page");
  await page.keyboard.press(".");
  await expect(panel(page)).toHaveCount(0);
  await help.getByRole("checkbox", { name: /Single-key/ }).uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press(".");
  await page.keyboard.press("Control+k");
  await expect(panel(page)).toHaveCount(0);
  await box(page).click();
  await expect(field(page)).toBeFocused();
});

test("what is typed while the panel is still on its way is not lost, nor meant for the list", async ({
  page,
}) => {
  let letIn = () => {};
  const gate = new Promise<void>((done) => (letIn = done));
  await page.addInitScript(() => {
    // Nothing is fetched ahead.
    window.requestIdleCallback = () => 0;
  });
  await openEvents(page);
  await page.route("**/*.js", async (route) => {
    await gate;
    await route.continue();
  });
  await page.keyboard.press(".");
  await page.keyboard.type("x447");
  await expect(panel(page)).toContainText("Loading");
  await expect(page.getByText("1 event selected")).toHaveCount(0);
  letIn();
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.type("7");
  await expect(page.getByRole("combobox")).toHaveValue("x4477");
});

test.describe("an admin", () => {
  test.use({ storageState: NOBODY });
  test("is offered the access log, others are not", async ({ page, lab }) => {
    addUser(lab, "palette-admin", "correct horse battery", { role: "admin" });
    addUser(lab, "palette-viewer", "correct horse battery", { role: "viewer" });
    for (const [user, count] of [
      ["palette-admin", 1],
      ["palette-viewer", 0],
    ] as const) {
      await page.context().clearCookies();
      await page.context().addCookies((await signedIn(lab.url, user, "correct horse battery")).cookies);
      await openEvents(page);
      await open(page);
      await expect(option(page, "Access log")).toHaveCount(count);
    }
  });
});
