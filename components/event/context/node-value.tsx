import { RevealedText } from "@/components/events/revealed-text";
import type { JsonNode } from "@/lib/audit/json-text";
import { plural } from "@/lib/audit/time/format";
import type { Found } from "@/lib/audit/resource-keys";
import { ResourceLink } from "../resource-link";

interface NodeValueProps {
  node: JsonNode;
  resource: Found | undefined;
  account: string;
  at: number | null;
}

/** One value as sent: numbers digit for digit, texts with what is hidden in them made visible, resources as links. */
export function NodeValue({ node, resource, account, at }: NodeValueProps) {
  if (resource)
    return (
      <ResourceLink
        kind={resource.kind}
        value={resource.value}
        name={resource.label}
        account={account}
        at={at}
      />
    );
  switch (node.kind) {
    case "string":
      return node.value === "" ? (
        <span className="text-text-3">empty text</span>
      ) : (
        <RevealedText text={node.value} className="mono break-all" max={2000} />
      );
    case "object":
      return (
        <span className="text-text-3">
          {node.members.length === 0 ? "empty object" : plural(node.members.length, "field")}
        </span>
      );
    case "array":
      return (
        <span className="text-text-3">
          {node.items.length === 0 ? "empty list" : plural(node.items.length, "item")}
        </span>
      );
    default:
      return (
        <span className={node.kind === "null" ? "mono text-text-3" : "mono break-all"}>{node.text}</span>
      );
  }
}
