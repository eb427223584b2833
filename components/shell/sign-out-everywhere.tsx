"use client";

import { useState } from "react";
import { useToast } from "@/components/providers/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { signOut } from "@/lib/queries/sign-in";

/** Asks once, since it also ends what is open on other machines. */
export default function SignOutEverywhere({ user, onClose }: { user: string; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const say = useToast();
  const leave = async () => {
    setBusy(true);
    if (await signOut(true)) return;
    say({ text: "The sessions could not be ended: you are still signed in.", bad: true });
    onClose();
  };
  return (
    <Dialog title="Sign out everywhere" onClose={onClose} className="w-[400px]">
      <div className="px-4 pt-1 pb-4">
        <p className="text-text-2">
          Every session of <b className="font-medium text-text">{user}</b> ends now: this one, and those in
          all other browsers and machines.
        </p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" disabled={busy} onClick={() => void leave()}>
            {busy ? "Signing out…" : "Sign out everywhere"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
