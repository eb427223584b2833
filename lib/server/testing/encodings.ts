/** The ways in which a secret may have been written somewhere. Base64 without its end, which depends on what stands behind. */
export const writingsOf = (text: string): string[] => [
  ...new Set([
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString("base64").replace(/=+$/, "").slice(0, -1),
    Buffer.from(text).toString("base64url").replace(/=+$/, "").slice(0, -1),
    Buffer.from(text).toString("hex"),
  ]),
];
