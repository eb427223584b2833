import type { ReactNode } from "react";
import { ReaderProvider } from "@/components/providers/reader";
import { Header } from "@/components/shell/header";
import { heldArchive } from "@/lib/server/archive/held";
import { config } from "@/lib/server/config";
import { accountsOf } from "@/lib/server/events/accounts";
import { pagePrincipal } from "@/lib/server/identity";

/** The frame of every page that needs a signed-in reader. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const principal = await pagePrincipal();
  const accounts = accountsOf(principal).map(({ name, apiKey }) => ({ name, apiKey }));
  const archived = heldArchive() !== null;
  return (
    <ReaderProvider archived={archived} admin={principal.role === "admin"}>
      <Header
        accounts={accounts}
        user={principal.user}
        role={principal.role}
        demo={config().demoMode}
        archived={archived}
      />
      {children}
    </ReaderProvider>
  );
}
