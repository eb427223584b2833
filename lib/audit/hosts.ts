import type { AuditEvent } from "./event.ts";
import type { JsonNode } from "./json-node.ts";

/** `https://voice.acme.example/ncco`, `sip:9@pbx.acme.example:5060`: what stands where a host does, a name or an address. */
const WITH_HOST = /^(?:https?:\/\/|wss?:\/\/|sips?:)(?:[^/?#@\s]*@)?(\[[^\]\s]+\]|[^/?#;:@\s\\]+)/i;

/** The host that calls, messages or requests would go to, in lower case and without its port; `null` for all other text. */
export function targetHost(text: string): string | null {
  const host = WITH_HOST.exec(text)?.[1]?.toLowerCase().replace(/\.$/, "") ?? "";
  // A bare word after `sip:` is a number or a user of the account's own.
  return /[.\]]/.test(host) ? host : null;
}

const cache = new WeakMap<AuditEvent, readonly string[]>();

/** Every host that an event's context names, each once. */
export function hostsOf(event: AuditEvent): readonly string[] {
  let hosts = cache.get(event);
  if (hosts === undefined) {
    const found = new Set<string>();
    if (event.context.node !== null) collect(event.context.node, found);
    cache.set(event, (hosts = [...found]));
  }
  return hosts;
}

function collect(node: JsonNode, found: Set<string>): void {
  if (node.kind === "object") for (const { value } of node.members) collect(value, found);
  else if (node.kind === "array") for (const item of node.items) collect(item, found);
  else if (node.kind === "string") {
    const host = targetHost(node.value);
    if (host !== null) found.add(host);
  }
}
