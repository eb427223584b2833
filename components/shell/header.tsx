"use client";

import { Menu as MenuIcon, Moon, Sun } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { PaletteBox } from "@/components/palette/palette-box";
import { iconButtonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Glyph } from "@/components/ui/glyph";
import { LazyMenu } from "@/components/ui/lazy-menu";
import type { MenuItem } from "@/components/ui/menu";
import { Segmented } from "@/components/ui/segmented";
import { usePrefs } from "@/components/providers/prefs";
import { useToast } from "@/components/providers/toast";
import { signOut } from "@/lib/queries/sign-in";
import { AccountMenu, eventsOf, whatIsRead } from "./account-menu";
import { initials } from "./initials";

const SignOutEverywhere = lazy(() => import("./sign-out-everywhere"));

export interface AccountRef {
  name: string;
  apiKey: string;
}

interface HeaderProps {
  accounts: readonly AccountRef[];
  user: string;
  role: string;
  demo: boolean;
  /** Whether there is an archive. */
  archived: boolean;
}

interface Page {
  href: string;
  label: string;
  /** Only admins may open it. */
  admin?: true;
  /** There with an archive alone. */
  archive?: true;
  /** It is of the whole console: no one account is read on it. */
  everyAccount?: true;
}

const PAGES: readonly Page[] = [
  { href: "/events", label: "Events" },
  { href: "/timeline", label: "Timeline", archive: true },
  { href: "/archive", label: "Archive", archive: true, everyAccount: true },
  { href: "/access-log", label: "Access log", admin: true, everyAccount: true },
  { href: "/settings/connection", label: "Connection", everyAccount: true },
];

const isUnder = (pathname: string, href: string) => pathname === href || pathname.startsWith(`${href}/`);

/** Account, pages, zone, theme and the person signed in; on every page of the console. */
export function Header({ accounts, user, role, demo, archived }: HeaderProps) {
  const pathname = usePathname();
  const params = useSearchParams();
  const asked = params.get("account");
  const wide = PAGES.some(({ href, everyAccount }) => everyAccount && isUnder(pathname, href));
  const read = whatIsRead(accounts, asked, wide);
  const linkTo = ({ href, everyAccount }: Page) =>
    asked === null || read === null || wide || everyAccount ? href : eventsOf(read);
  const pages = PAGES.filter((page) => (!page.admin || role === "admin") && (!page.archive || archived));
  const say = useToast();
  const leave = () =>
    void signOut().then((ended) => {
      if (!ended) say({ text: "The session could not be ended: you are still signed in.", bad: true });
    });
  const [leaving, setLeaving] = useState(false);
  const outItems: MenuItem[] = [
    { id: "out", label: "Sign out", run: leave },
    { id: "everywhere", label: "Sign out everywhere…", run: () => setLeaving(true) },
  ];
  const pageItems: MenuItem[] = pages.map((page) => ({
    id: page.href,
    label: page.label,
    href: linkTo(page),
  }));

  return (
    <header className="sticky top-0 z-20 flex h-[52px] min-w-0 items-center gap-2 border-b border-line bg-bg px-3 sm:h-header print:hidden">
      <a href="#main" className="absolute -left-[999px] z-30 bg-overlay px-3 py-1 focus:left-2 focus:top-2">
        Skip to the result
      </a>
      <Link
        href="/events"
        prefetch={false}
        aria-label="Audit console, home"
        className="flex items-center gap-2 font-strong tracking-[-.01em] whitespace-nowrap"
      >
        <Glyph />
        <span className="hidden lg:inline">Audit console</span>
      </Link>
      <AccountMenu accounts={accounts} read={read} asked={asked} offersAll={archived} />
      <nav aria-label="Main" className="ml-1 hidden self-stretch sm:flex">
        {pages.map((page) => {
          const { href, label } = page;
          const here = isUnder(pathname, href);
          return (
            <Link
              key={href}
              href={linkTo(page)}
              prefetch={false}
              aria-current={here ? "page" : undefined}
              className={cn(
                "relative flex items-center px-[9px] whitespace-nowrap hover:text-text",
                here
                  ? "font-medium text-text after:absolute after:right-[9px] after:-bottom-px after:left-[9px] after:h-0.5 after:bg-accent"
                  : "text-text-2",
              )}
            >
              {label}
            </Link>
          );
        })}
      </nav>
      <span className="min-w-0 flex-1" />
      {demo ? (
        <span
          className="hidden rounded-1 border border-dashed border-line-control px-1.5 text-11 text-text-2 sm:inline"
          title="Events come from a simulator, not from Vonage"
        >
          Demo
        </span>
      ) : null}
      <PaletteBox
        user={user}
        accounts={accounts}
        read={read}
        pages={pages.map((page) => ({ href: linkTo(page), label: page.label }))}
        archived={archived}
      />
      <ZoneSwitch />
      <ThemeSwitch />
      <LazyMenu
        label={`${initials(user)}, signed in as ${user}, ${role}`}
        buttonClass="hidden size-[26px] flex-none rounded-full bg-surface-3 text-center text-10 font-strong text-text-2 shadow-[inset_0_0_0_1px_var(--line-strong)] sm:block"
        button={initials(user)}
        head={<UserLine user={user} role={role} />}
        items={outItems}
        align="end"
      />
      <span className="sm:hidden">
        <LazyMenu
          label="Menu"
          buttonClass={iconButtonClass()}
          button={<MenuIcon size={16} aria-hidden />}
          head={<UserLine user={user} role={role} />}
          items={[
            ...pageItems,
            ...useThemeItems(),
            ...outItems.map((item, at) => ({ ...item, separated: at === 0 })),
          ]}
          align="end"
        />
      </span>
      {leaving ? (
        <Suspense>
          <SignOutEverywhere user={user} onClose={() => setLeaving(false)} />
        </Suspense>
      ) : null}
    </header>
  );
}

function UserLine({ user, role }: { user: string; role: string }) {
  return (
    <>
      <b className="font-medium">{user}</b> <span className="text-text-3">{role}</span>
    </>
  );
}

function ZoneSwitch() {
  const { prefs, change } = usePrefs();
  return (
    <Segmented
      label="Time zone"
      value={prefs.zone === null ? "utc" : "local"}
      options={[
        { value: "utc", label: "UTC" },
        { value: "local", label: "Local", title: prefs.zone ?? "The zone of this browser" },
      ]}
      onChange={(to) =>
        change({ zone: to === "utc" ? null : Intl.DateTimeFormat().resolvedOptions().timeZone })
      }
    />
  );
}

const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

function ThemeSwitch() {
  const { change } = usePrefs();
  return (
    <button
      type="button"
      aria-label="Theme: switch light and dark"
      title="Theme: switch light and dark"
      className={cn(iconButtonClass(), "max-sm:hidden")}
      onClick={() => change({ theme: isDark() ? "light" : "dark" })}
    >
      <Sun size={14} aria-hidden className="[[data-theme=dark]_&]:hidden" />
      <Moon size={14} aria-hidden className="hidden [[data-theme=dark]_&]:block" />
    </button>
  );
}

function useThemeItems(): MenuItem[] {
  const { prefs, change } = usePrefs();
  return [
    {
      id: "light",
      label: "Light",
      checked: prefs.theme === "light",
      run: () => change({ theme: "light" }),
      separated: true,
    },
    { id: "dark", label: "Dark", checked: prefs.theme === "dark", run: () => change({ theme: "dark" }) },
    {
      id: "system",
      label: "As the system",
      checked: prefs.theme === null,
      run: () => change({ theme: null }),
    },
  ];
}
