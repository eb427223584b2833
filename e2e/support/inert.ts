import { expect, type Page } from "playwright/test";
import { sideways } from "./events";

/** Nothing of an event leads out of the console, runs, or asks for anything. */
export async function isInert(page: Page, origin: string) {
  const found = await page.evaluate((own) => {
    const outside = [...document.querySelectorAll("[href], [src], [action], [formaction], [srcdoc]")].flatMap(
      (element) =>
        ["href", "src", "action", "formaction", "srcdoc"].flatMap((name) => {
          const value = element.getAttribute(name);
          if (value === null) return [];
          const url = new URL(value, document.baseURI);
          return url.origin === own && /^https?:$/.test(url.protocol) ? [] : [value];
        }),
    );
    const handlers = [...document.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes].filter(({ name }) => name.startsWith("on")).map(({ name }) => name),
    );
    return { outside, handlers, images: document.querySelectorAll("main img, section img").length };
  }, origin);
  expect(found).toEqual({ outside: [], handlers: [], images: 0 });
  expect(await sideways(page)).toBeLessThanOrEqual(0);
}

/** Characters that cannot be seen, or turn the direction of their surroundings, in the text as it is drawn. */
export const unseen = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement?.closest("script, style, title")
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
    );
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      if (/[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u0000-\u0008\u000B-\u001F\u007F]/.test(text))
        found.push(`${node.parentElement?.outerHTML.slice(0, 120)}`);
    }
    return found;
  });
