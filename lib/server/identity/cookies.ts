/** What both `cookies()` of next/headers and the cookies of a `NextRequest` can do. */
export interface CookieReader {
  get(name: string): { value: string } | undefined;
}

export interface CookieNames {
  session: string;
  csrf: string;
  callbackUrl: string;
  /** What ties the provider's answer to the browser that asked. */
  tries: readonly string[];
}

/** next-auth's own names; browsers accept the prefixed ones only with `Secure`, so they come with https. */
export const cookieNames = (https: boolean): CookieNames => ({
  session: `${https ? "__Secure-" : ""}next-auth.session-token`,
  csrf: `${https ? "__Host-" : ""}next-auth.csrf-token`,
  callbackUrl: `${https ? "__Secure-" : ""}next-auth.callback-url`,
  tries: ["pkce.code_verifier", "state", "nonce"].map(
    (name) => `${https ? "__Secure-" : ""}next-auth.${name}`,
  ),
});

/** Cookies of a plain `Request`. A name that comes twice counts once, as first sent. Only the one asked for is decoded. */
export function cookiesOf(headers: Headers): CookieReader {
  const parts = (headers.get("cookie") ?? "").split(";");
  return {
    get: (name) => {
      for (const part of parts) {
        const equals = part.indexOf("=");
        if (equals > 0 && part.slice(0, equals).trim() === name)
          return { value: decode(part.slice(equals + 1).trim()) };
      }
      return undefined;
    },
  };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value.replace(/^"(.*)"$/, "$1"));
  } catch {
    return value;
  }
}
