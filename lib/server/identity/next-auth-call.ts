import "server-only";

import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";

export interface AuthCall {
  method: string;
  /** The parts of the path behind `/api/auth`. */
  segments: readonly string[];
  query: Readonly<Record<string, string>>;
  body: Readonly<Record<string, string>>;
  cookies: Readonly<Record<string, string>>;
}

export interface AuthAnswer {
  status: number;
  setCookies: string[];
  body: unknown;
  redirect: string | null;
}

/**
 * Calls next-auth as a function of values that we have looked at. Its own route handler reads body, cookies and headers by
 * itself; its older interface takes them as arguments, and no header is given to it, so none can be forged. Its one idea of
 * the console's address comes from the environment.
 */
export async function callNextAuth(
  call: AuthCall,
  options: AuthOptions,
  origin: string,
): Promise<AuthAnswer> {
  process.env["NEXTAUTH_URL"] = origin;
  const answer: AuthAnswer = { status: 200, setCookies: [], body: undefined, redirect: null };
  const request = {
    method: call.method,
    headers: {},
    query: { ...call.query, nextauth: [...call.segments] },
    body: { ...call.body, json: "false" },
    cookies: call.cookies,
  };
  const response = {
    status(code: number) {
      answer.status = code;
      return response;
    },
    getHeader: (name: string) => (name === "Set-Cookie" ? answer.setCookies : undefined),
    setHeader(name: string, value: string | string[]) {
      if (name === "Set-Cookie" && Array.isArray(value)) answer.setCookies = value;
      if (name === "Location" && typeof value === "string") answer.redirect = value;
      return response;
    },
    send: (body: unknown) => void (answer.body = body),
    json: (body: unknown) => void (answer.body = body),
    end: () => undefined,
  };
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  return answer;
}
