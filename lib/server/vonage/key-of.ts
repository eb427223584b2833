import { createHash } from "node:crypto";

/** The key of an event without a usable id: `x-` and the SHA-256 of its exact text. */
export const keyOf = (raw: string): string => `x-${createHash("sha256").update(raw, "utf8").digest("hex")}`;
