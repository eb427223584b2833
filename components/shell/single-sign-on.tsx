"use client";

import { CircleX } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { beginSingleSignOn } from "@/lib/queries/sign-in";
import { Hidden } from "./sign-in-form";

interface SingleSignOnProps {
  /** The provider, as the operator calls it. */
  name: string;
  callback: string;
  csrfToken: string;
  /** Why the last try came back here. */
  failure: string | null;
}

/**
 * The main button of the sign-in page. Without scripts it is a plain form; with them the provider's page is opened by a script, so
 * that a provider which sends people on to yet another origin is not stopped by the page's `form-action`.
 */
export function SingleSignOn({ name, callback, csrfToken, failure }: SingleSignOnProps) {
  const [error, setError] = useState<string | null>(failure);
  const [busy, setBusy] = useState(false);

  // A page that comes back from the browser's memory is still waiting for the provider.
  useEffect(() => {
    const wake = () => setBusy(false);
    window.addEventListener("pageshow", wake);
    return () => window.removeEventListener("pageshow", wake);
  }, []);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    void beginSingleSignOn(callback).then((answer) => {
      if (answer.ok) return window.location.assign(answer.url);
      setBusy(false);
      setError(answer.message);
    });
  };
  return (
    <>
      <form method="post" action="/api/auth/signin/oidc" onSubmit={submit}>
        <Hidden csrfToken={csrfToken} callback={callback} />
        <Button
          type="submit"
          look="primary"
          size="large"
          disabled={busy}
          className="overflow-hidden"
          autoFocus
        >
          <span className="overflow-hidden text-ellipsis">Continue with {name}</span>
        </Button>
      </form>
      <p role="alert" className="mt-1 flex gap-1.5 text-12 text-danger empty:hidden">
        {error ? (
          <>
            <CircleX size={14} className="mt-0.5 flex-none" aria-hidden />
            {error}
          </>
        ) : null}
      </p>
      <p className="my-4 flex items-center gap-3 text-12 text-text-3 before:h-px before:flex-1 before:bg-line-strong after:h-px after:flex-1 after:bg-line-strong">
        or a local user
      </p>
    </>
  );
}
