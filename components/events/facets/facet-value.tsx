import { cn } from "@/components/ui/cn";
import { countryName } from "@/lib/audit/country";
import { parseResourceKey } from "@/lib/audit/resource-kind";
import { FAMILY_OF } from "@/lib/audit/resource-shape";
import type { FacetName } from "@/lib/audit/summary";
import { EventTypeName, FamilyMark } from "../family-icon";
import { RevealedText } from "../revealed-text";

const SOURCES: Readonly<Record<string, string>> = { CD: "Customer Dashboard", DEVAPI: "Developer API" };

/** What people search a value by, besides itself. */
export const wordsOf = (name: FacetName, value: string): string =>
  name === "country" ? countryName(value) : name === "source" ? (SOURCES[value] ?? "") : "";

interface FacetValueNameProps {
  name: FacetName;
  value: string;
  /** An account's name. */
  label?: string | undefined;
}

/** A facet's value as its kind is read: codes with their words, actors with their domain quieter, things with their icon. */
export function FacetValueName({ name, value, label }: FacetValueNameProps) {
  if (name === "event_type") return <EventTypeName type={value} />;
  if (name === "account") return label ?? <RevealedText text={value} className="mono" />;
  if (name === "country" || name === "source") {
    const words = wordsOf(name, value);
    return (
      <>
        <span className={cn("mr-1.5 text-11 text-text-2", words === "" && "text-12 text-inherit")}>
          <RevealedText text={value} />
        </span>{" "}
        {words}
      </>
    );
  }
  if (name === "resource") {
    const id = parseResourceKey(value);
    return (
      <>
        {id ? (
          <span className="mr-1.5 inline-block align-[-2px]" title={id.kind}>
            <FamilyMark family={FAMILY_OF[id.kind]} size={12} />
          </span>
        ) : null}
        <span className="sr-only">{id ? `${id.kind} ` : ""}</span>
        <RevealedText text={id?.value ?? value} className="mono" />
      </>
    );
  }
  const at = name === "user" ? value.lastIndexOf("@") : -1;
  if (at < 1) return <RevealedText text={value} className={cn(name === "ip" && "mono")} />;
  return (
    <>
      <RevealedText text={value.slice(0, at)} />
      <RevealedText text={value.slice(at)} className="text-text-3" />
    </>
  );
}
