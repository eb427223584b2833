import { AppWindow, CreditCard, Hexagon, KeyRound, Phone, Shield, User } from "lucide-react";
import { type Family, familyOf } from "@/lib/audit/event-types";
import { RevealedText } from "./revealed-text";

const ICONS = {
  user: User,
  number: Phone,
  app: AppWindow,
  account: KeyRound,
  ip: Shield,
  reload: CreditCard,
  other: Hexagon,
} as const satisfies Record<Family, unknown>;

const COLOURS: Record<Family, string> = {
  user: "text-fam-user",
  number: "text-fam-number",
  app: "text-fam-app",
  account: "text-fam-account",
  ip: "text-fam-ip",
  reload: "text-fam-reload",
  other: "text-fam-other",
};

export function FamilyMark({ family, size = 14 }: { family: Family; size?: number }) {
  const Icon = ICONS[family];
  return <Icon size={size} className={`flex-none ${COLOURS[family]}`} aria-hidden />;
}

/** The family's icon and the type as Vonage writes it: analysts search, quote and script by it. */
export function EventTypeName({ type }: { type: string }) {
  return (
    <>
      <span className="mr-[7px] inline-block align-[-3px]">
        <FamilyMark family={familyOf(type)} />
      </span>
      <RevealedText text={type || "no type"} className="mono" />
    </>
  );
}
