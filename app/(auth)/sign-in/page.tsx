import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/shell/sign-in-form";
import { SingleSignOn } from "@/components/shell/single-sign-on";
import { Glyph } from "@/components/ui/glyph";
import { config } from "@/lib/server/config";
import { isSsoError, signInMessage } from "@/lib/queries/sign-in-message";
import { csrfTokenForForm, getPrincipal, safeCallbackPath } from "@/lib/server/identity";
import { waitingFor } from "./waiting-for";

export const metadata: Metadata = { title: "Sign in" };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Says that a link waits, by its id alone: no account name, no hint that it exists. */
export default async function SignInPage({ searchParams }: PageProps) {
  const params = await searchParams;
  const callback = safeCallbackPath(params["callbackUrl"]);
  if (await getPrincipal()) redirect(callback);
  const { auth, demoMode } = config();
  const waiting = waitingFor(callback);
  const csrfToken = await csrfTokenForForm();
  const failure = failureOf(params);
  const isSso = auth.oidc !== null && typeof params["error"] === "string" && isSsoError(params["error"]);
  return (
    <main id="main" className="flex min-h-dvh flex-col items-center justify-center p-6">
      <div className="w-full max-w-[360px] rounded-3 border border-line-strong bg-surface p-6">
        <p className="flex items-center gap-2 font-strong">
          <Glyph /> Audit console
        </p>
        <h1 className="mt-6 text-22 font-strong tracking-[-.015em]">Sign in</h1>
        <p className="mb-4 text-text-2">
          {waiting === null ? (
            "to read what happened"
          ) : (
            <>
              {waiting.words}
              {waiting.id ? <span className="mono text-text">{waiting.id}</span> : null}
            </>
          )}
        </p>
        {auth.oidc ? (
          <SingleSignOn
            name={auth.oidc.name}
            callback={callback}
            csrfToken={csrfToken}
            failure={isSso ? failure : null}
          />
        ) : null}
        <SignInForm
          callback={callback}
          csrfToken={csrfToken}
          failure={isSso ? null : failure}
          isSecond={auth.oidc !== null}
          demo={auth.demoUser}
          simulated={demoMode}
        />
      </div>
      <p className="mt-4 text-center text-12 text-text-3">
        Reading only: nothing here changes a Vonage account. Every read is recorded.
      </p>
    </main>
  );
}

/** Why a form that was sent without scripts came back here. */
function failureOf(params: Record<string, string | string[] | undefined>): string | null {
  if (typeof params["error"] !== "string") return null;
  return signInMessage(
    new URLSearchParams(
      Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    ),
  );
}
