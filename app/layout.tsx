import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { Providers } from "@/components/providers";
import { PREFS_COOKIE, readPrefs } from "@/lib/audit/prefs";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Audit console", template: "%s · Audit console" },
  description: "What happened in a Vonage account: browse, search and prove it.",
  icons: { icon: "/icon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f6f8" },
    { media: "(prefers-color-scheme: dark)", color: "#0c0e11" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered per request: a nonce in a page made at build time would block its own scripts.
  await connection();
  const prefs = readPrefs((await cookies()).get(PREFS_COOKIE)?.value);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html
      lang="en"
      data-theme={prefs.theme ?? undefined}
      data-density={prefs.density}
      suppressHydrationWarning
    >
      <body>
        <Providers prefs={prefs} nonce={nonce}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
