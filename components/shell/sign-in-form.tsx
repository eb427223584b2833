"use client";

import { CircleX, Play } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { signInWithPassword } from "@/lib/queries/sign-in";

interface SignInFormProps {
  /** Where to go after: a path of this console. */
  callback: string;
  /** For a form that is sent before the scripts run, or without them. */
  csrfToken: string;
  /** What went wrong with such a form. */
  failure: string | null;
  /** Another way in stands above, with the main button. */
  isSecond: boolean;
  demo: boolean;
  simulated: boolean;
}

const ACTION = "/api/auth/callback/credentials";

export const Hidden = ({ csrfToken, callback }: { csrfToken: string; callback: string }) => (
  <>
    <input type="hidden" name="csrfToken" value={csrfToken} />
    <input type="hidden" name="callbackUrl" value={callback} />
  </>
);

export function SignInForm({ callback, csrfToken, failure, isSecond, demo, simulated }: SignInFormProps) {
  const [error, setError] = useState<string | null>(failure);
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  const enter = async (username: string, secret: string) => {
    setBusy(true);
    setError(null);
    const answer = await signInWithPassword({ username, password: secret, callbackUrl: callback });
    if (answer.ok) {
      window.location.assign(answer.url);
      return;
    }
    setBusy(false);
    setError(answer.message);
    if (password.current) {
      password.current.value = "";
      password.current.focus();
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void enter(String(form.get("username") ?? ""), String(form.get("password") ?? ""));
  };

  const field =
    "mb-3 h-9 w-full rounded-2 border bg-surface px-2.5 outline-none focus:border-focus focus:shadow-[0_0_0_1px_var(--focus)]";
  return (
    <>
      <form method="post" action={ACTION} onSubmit={submit} className="grid">
        <Hidden csrfToken={csrfToken} callback={callback} />
        <label htmlFor="username" className="mb-1 text-12 text-text-2">
          User
        </label>
        <input
          id="username"
          name="username"
          autoComplete="username"
          required
          autoFocus={!isSecond}
          className={cn(field, "border-line-control")}
        />
        <label htmlFor="password" className="mb-1 text-12 text-text-2">
          Password
        </label>
        <input
          ref={password}
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          aria-invalid={error !== null}
          aria-describedby="sign-in-error"
          className={cn(
            field,
            error ? "mb-1 border-danger shadow-[0_0_0_1px_var(--danger)]" : "border-line-control",
          )}
        />
        <p
          id="sign-in-error"
          role="alert"
          className={cn("flex gap-1.5 text-12 text-danger", error && "mb-3")}
        >
          {error ? (
            <>
              <CircleX size={14} className="mt-0.5 flex-none" aria-hidden />
              {error}
            </>
          ) : null}
        </p>
        <Button type="submit" look={demo || isSecond ? "plain" : "primary"} size="large" disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </Button>
      </form>
      {demo ? (
        <form
          method="post"
          action={ACTION}
          onSubmit={(event) => {
            event.preventDefault();
            void enter("demo", "demo");
          }}
          className="-mx-6 mt-4 -mb-6 flex items-center gap-2.5 rounded-b-3 border-t border-line bg-surface-2 px-6 py-3 text-12"
        >
          <Hidden csrfToken={csrfToken} callback={callback} />
          <input type="hidden" name="username" value="demo" />
          <input type="hidden" name="password" value="demo" />
          <Play size={14} className="flex-none text-text-3" aria-hidden />
          <p className="flex-1 text-text-2">
            <b className="font-medium text-text">Demo{simulated ? " mode" : " user"}.</b>{" "}
            {simulated
              ? "Events come from a simulator, not from Vonage."
              : "Reads the configured accounts as an analyst."}
          </p>
          <Button type="submit" size="small" look={isSecond ? "plain" : "primary"} disabled={busy}>
            Enter the demo
          </Button>
        </form>
      ) : null}
    </>
  );
}
