import { handleAuth } from "../auth-handler.ts";
import { sessionOfToken } from "../session-token.ts";
import type { Identity } from "../settings.ts";
import { PASSWORD } from "./identity.ts";

export const COOKIE = "next-auth.session-token";

/** A browser of one console without a server around it: keeps cookies, speaks next-auth's protocol, and walks through a provider. */
export class Browser {
  readonly jar = new Map<string, string>();
  /** What it sends with every request. */
  readonly headers: Record<string, string> = {};
  readonly #provider = new Map<string, string>();

  constructor(readonly identity: Identity) {}

  async send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = this.identity;
    const headers = new Headers({ host: new URL(origin).host, ...this.headers });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    headers.set("cookie", [...this.jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const request = new Request(`${origin}/api/auth/${path}`, { ...init, method, headers });
    const segments = new URL(request.url).pathname.split("/").slice(3);
    const response = await handleAuth(request, segments, async () => this.identity);
    if (response.headers.get("cache-control") !== "private, no-store")
      throw new Error(`The answer to ${path} may be kept by others.`);
    keep(this.jar, response);
    return response;
  }

  async post(path: string, fields: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> {
    const { csrfToken } = (await (await this.send("GET", "csrf")).json()) as { csrfToken: string };
    return this.send("POST", path, { body: new URLSearchParams({ csrfToken, ...fields }), ...init });
  }

  /** Signs in by name and password, as the page's script does. */
  enter(fields: Record<string, string> = {}): Promise<Response> {
    return this.post("callback/credentials", {
      username: "ines",
      password: PASSWORD,
      json: "true",
      ...fields,
    });
  }

  session = async (): Promise<unknown> => (await this.send("GET", "session")).json();

  /** Where the console sends this browser to sign in. */
  async begin(callbackUrl = "/events"): Promise<string> {
    return (await this.post("signin/oidc", { callbackUrl })).headers.get("location") ?? "";
  }

  /** Signs in at the provider; returns the address that it sends the browser back to. */
  async visit(address: string, user: string): Promise<URL> {
    let url = new URL(address);
    for (let steps = 0; steps < 8; steps += 1) {
      const isForm = url.pathname.startsWith("/interaction/");
      const response = await fetch(url, {
        redirect: "manual",
        headers: { cookie: [...this.#provider].map(([name, value]) => `${name}=${value}`).join("; ") },
        ...(isForm ? { method: "POST", body: new URLSearchParams({ user }) } : {}),
      });
      keep(this.#provider, response);
      const location = response.headers.get("location");
      if (location === null)
        throw new Error(`The provider stopped at ${url.pathname}: ${await response.text()}`);
      url = new URL(location, url);
      if (url.origin === this.identity.origin) return url;
    }
    throw new Error("The provider leads nowhere.");
  }

  /** The provider's answer, brought to the console; where that leads. */
  async back(url: URL): Promise<string> {
    const response = await this.send("GET", url.pathname.slice("/api/auth/".length) + url.search);
    if (response.status !== 302) throw new Error(`${response.status}: ${await response.text()}`);
    return response.headers.get("location") ?? "";
  }

  /** The whole way. */
  async signIn(user: string, callbackUrl?: string): Promise<string> {
    return this.back(await this.visit(await this.begin(callbackUrl), user));
  }

  principal = () => sessionOfToken(this.identity, this.jar.get(COOKIE));
}

function keep(jar: Map<string, string>, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === "") jar.delete(name);
    else jar.set(name, value);
  }
}

/** Where an answer of next-auth leads. */
export const urlOf = async (response: Response): Promise<URL> =>
  new URL(((await response.json()) as { url: string }).url);
/** Of a problem. */
export const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { code: unknown }).code;
