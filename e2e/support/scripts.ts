import { gzipSync } from "node:zlib";
import type { Page, Response } from "playwright/test";

export const KB = 1024;

/** The scripts that a page loads before anyone touches it, each with its size in gzip. */
export async function scriptsOf(page: Page, path: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const read: Promise<void>[] = [];
  const onResponse = (response: Response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.endsWith(".js")) return;
    read.push(response.body().then((body) => void sizes.set(pathname, gzipSync(body, { level: 6 }).length)));
  };
  page.on("response", onResponse);
  await page.goto(path, { waitUntil: "load" });
  page.off("response", onResponse);
  await Promise.all(read);
  return sizes;
}

export const sum = (sizes: Map<string, number>) =>
  [...sizes.values()].reduce((total, size) => total + size, 0);
