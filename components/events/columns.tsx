import { type ColumnDef, columnVisibilityFeature, tableFeatures } from "@tanstack/react-table";
import type { AuditEvent } from "@/lib/audit/event";
import type { EventRow } from "./event-rows";
import { FirstSeenMark } from "./first-seen-mark";
import { revealedTitle, RevealedText } from "./revealed-text";
import { EventTypeName } from "./family-icon";
import { Sentence } from "./sentence";

export const features = tableFeatures({ columnVisibilityFeature });

export interface ColumnInfo {
  id: string;
  label: string;
  /** Shown unless the person hides it. */
  standard: boolean;
  /** Px, as app/table.css has them; `null` takes what the others leave. */
  width: number | null;
}

/** In the order in which they stand. Time is always there: a row without its time is no evidence. */
export const COLUMNS: readonly ColumnInfo[] = [
  { id: "account", label: "Account", standard: false, width: 84 },
  { id: "type", label: "Type", standard: true, width: 218 },
  { id: "who", label: "Who", standard: true, width: 150 },
  { id: "from", label: "From", standard: true, width: 168 },
  { id: "source", label: "Source", standard: true, width: 58 },
  { id: "what", label: "What", standard: true, width: null },
  { id: "resource", label: "Resource", standard: false, width: 190 },
  { id: "id", label: "Event id", standard: false, width: 270 },
];

/** The columns in the person's own order, the rest after them in the standard one. */
export const inOrder = (order: readonly string[]): ColumnInfo[] => {
  const place = ({ id }: ColumnInfo) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...COLUMNS].sort((a, b) => place(a) - place(b));
};

/** What the column that takes the rest keeps, when others were drawn wide: the list then scrolls sideways, never the page. */
const REST_PX = 240;
/** The boxes and the time. */
const FIRST_PX = 200;

/** The person's own widths, as the table's style; nothing where the usual ones hold. */
export function widthsOf(shown: readonly ColumnInfo[], widths: Readonly<Record<string, number>>) {
  const own = shown.filter(({ id, width }) => width !== null && widths[id] !== undefined);
  if (own.length === 0) return undefined;
  const least = shown.reduce(
    (sum, { id, width }) => sum + (width === null ? REST_PX : (widths[id] ?? width)),
    0,
  );
  return {
    ...Object.fromEntries(own.map(({ id }) => [`--col-${id}`, `${widths[id]}px`])),
    minWidth: FIRST_PX + least,
  };
}

/** Whether a column stands in the table. Whose an event is must be said wherever several accounts are read. */
export const isShown = ({ id, standard }: ColumnInfo, switched: readonly string[], several: boolean) =>
  (several && id === "account") || (switched.includes(id) ? !standard : standard);

type Column = ColumnDef<typeof features, EventRow>;

const none = (words: string) => <span className="text-text-3">{words}</span>;

/** Cells of a row; the time column draws itself in the row, since it holds the event's link. */
export const columns: Column[] = [
  { id: "account", header: "Account", cell: ({ row }) => <Whose row={row.original} /> },
  { id: "type", header: "Type", cell: ({ row }) => <EventTypeName type={row.original.event.type} /> },
  {
    id: "who",
    header: "Who",
    cell: ({ row }) => (
      <>
        <Who event={row.original.event} domain={row.original.commonDomain} />
        <First row={row.original} of="who" />
      </>
    ),
  },
  {
    id: "from",
    header: "From",
    cell: ({ row }) => (
      <>
        <From event={row.original.event} />
        <First row={row.original} of="from" />
      </>
    ),
  },
  {
    id: "source",
    header: "Source",
    cell: ({ row }) => (
      <span className="text-11 text-text-2" title={revealedTitle(row.original.event.sourceDescription ?? "")}>
        {row.original.event.source ?? none("not said")}
      </span>
    ),
  },
  { id: "what", header: "What", cell: ({ row }) => <What row={row.original} /> },
  {
    id: "resource",
    header: "Resource",
    cell: ({ row }) =>
      row.original.resource ? <RevealedText text={row.original.resource} className="mono" /> : null,
  },
  { id: "id", header: "Event id", cell: ({ row }) => <span className="mono">{row.original.event.id}</span> },
];

/** The account's name where several are read; in a list of one, what the event itself says. */
function Whose({ row: { account, event } }: { row: EventRow }) {
  if (account === null) return <RevealedText text={event.accountId ?? ""} className="mono" max={80} />;
  return <span title={`${account.name} ${account.apiKey}`}>{account.name}</span>;
}

function First({ row: { first }, of }: { row: EventRow; of: "who" | "from" }) {
  const mark = first?.[of];
  return mark ? <FirstSeenMark mark={mark} since={first.since} /> : null;
}

function What({ row: { sentence, first } }: { row: EventRow }) {
  const mark = first?.what;
  if (!mark) return <Sentence segments={sentence} />;
  const told = <FirstSeenMark mark={mark} since={first.since} />;
  return <Sentence segments={sentence} mark={{ beside: mark.values, told }} />;
}

function Who({ event, domain }: { event: AuditEvent; domain: string | null }) {
  if (event.userEmail === null)
    return event.userId === null ? (
      none("no user")
    ) : (
      <span className="mono">
        id <RevealedText text={event.userId} max={80} />
      </span>
    );
  const [name, host] = splitEmail(event.userEmail);
  if (host === null) return <RevealedText text={event.userEmail} />;
  return (
    <span title={revealedTitle(event.userEmail)}>
      <RevealedText text={name} />
      <span className={`text-text-3 ${host === domain ? "who-domain sm:hidden" : ""}`}>
        @<RevealedText text={host} />
      </span>
    </span>
  );
}

function From({ event }: { event: AuditEvent }) {
  if (event.sourceIp === null && event.sourceCountry === null) return none("no address");
  return (
    <>
      {event.sourceIp === null ? none("no address") : <RevealedText text={event.sourceIp} className="mono" />}{" "}
      {event.sourceCountry === null ? null : (
        <span className="text-11 font-medium tracking-[.02em] text-text-2">
          <RevealedText text={event.sourceCountry} />
        </span>
      )}
    </>
  );
}

/** `["ana", "acme.example"]`; no host where the text is no address. */
export function splitEmail(email: string): [string, string | null] {
  const at = email.lastIndexOf("@");
  return at > 0 && at < email.length - 1 ? [email.slice(0, at), email.slice(at + 1)] : [email, null];
}
