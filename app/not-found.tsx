import type { Metadata } from "next";
import Link from "next/link";
import { Search } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { PageMessage } from "@/components/shell/page-message";

export const metadata: Metadata = { title: "Nothing is here" };

export default function NotFound() {
  return (
    <PageMessage icon={<Search size={20} aria-hidden />} title="Nothing is here">
      <p>No page of the console has this address.</p>
      <p className="mt-3">
        <Link href="/events" prefetch={false} className={buttonClass("plain", "small")}>
          All events
        </Link>
      </p>
    </PageMessage>
  );
}
