import type { AuditEvent } from "./event.ts";
import { revealText } from "./hidden-text.ts";
import { learnNames, plainSentence, sentenceOf } from "./sentence.ts";
import { toIso } from "./time/format.ts";

const HEAD = ["Time (UTC)", "Type", "Who", "From", "What", "Event id"];

/**
 * Events as a Markdown table, for a ticket or a report: to be read, where JSON and CSV are the evidence. What is not seen stands as its
 * name, and nothing of an event makes a link, an image or another cell.
 */
export function toMarkdown(events: readonly AuditEvent[]): string {
  const names = learnNames(events);
  const rows = events.map((event) => [
    event.at === null ? (event.createdAt ?? "time unknown") : toIso(event.at),
    event.type,
    event.userEmail ?? event.userId ?? "no user",
    [event.sourceIp ?? "no address", event.sourceCountry].filter((part) => part !== null).join(" "),
    plainSentence(sentenceOf(event, { names })),
    event.id,
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(HEAD), line(HEAD.map(() => "---")), ...rows.map((cells) => line(cells.map(cell)))].join("\n");
}

/** Also `.`, `@` and `:` mean something to a renderer between letters: they make a link of an address by themselves. */
const cell = (text: string): string =>
  revealText(text)
    .segments.map((part) => ("token" in part ? `[${part.token}]` : part.text))
    .join("")
    .replaceAll(/[\\`*_{}[\]<>#+!|~&$]/g, "\\$&")
    .replaceAll(
      /(?<=:)\/\/|(?<=www)\.|(?<=\S)@(?=\S)/gi,
      (sign) => `&#${sign.charCodeAt(0)};${sign.slice(1)}`,
    );
