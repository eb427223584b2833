export { count, lateSince } from "./count.ts";
export { firstHosts } from "./first-hosts.ts";
export { firstSeenOf } from "./first-seen.ts";
export { list } from "./list.ts";
export { event, types } from "./one.ts";
export { page } from "./page.ts";
export { streamChunk } from "./stream-chunk.ts";
export { summary } from "./summary.ts";
