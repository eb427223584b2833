import type { ReactNode } from "react";
import { RevealedText } from "@/components/events/revealed-text";
import type { JsonNode } from "@/lib/audit/json-text";
import type { Found } from "@/lib/audit/resource-keys";
import { isLeaf, nodeRows } from "./node-rows";
import { NodeValue } from "./node-value";

export interface ContextViewProps {
  node: JsonNode;
  /** The things the context names, by the path at which they stand. */
  resources: ReadonlyMap<string, Found>;
  account: string;
  /** Of the event. */
  at: number | null;
}

export const CELL =
  "border-t border-line px-2 pt-[3px] pb-1 align-top text-12 break-words group-first:border-t-0";

export function KeyValueTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <table
      aria-label={label}
      className="w-full table-fixed border-separate border-spacing-0 rounded-2 border border-line"
    >
      <tbody>{children}</tbody>
    </table>
  );
}

/**
 * A context whose shape is published: its fields by their plain names, in a fixed order; whatever else it carries stands below,
 * so nothing that was sent is left out. `labels` maps the context's own paths to words.
 */
export function typedContext(title: string, labels: Readonly<Record<string, string>>) {
  return function TypedContext({ node, resources, account, at }: ContextViewProps) {
    const leaves = nodeRows(node).filter(isLeaf);
    const order = Object.keys(labels);
    const rank = (path: string) => (order.includes(path) ? order.indexOf(path) : order.length);
    const sorted = leaves.toSorted((a, b) => rank(a.path) - rank(b.path));
    return (
      <KeyValueTable label={title}>
        {sorted.map((row, i) => (
          <tr key={`${row.path} ${i}`} className="group">
            <th scope="row" className={`${CELL} w-[38%] text-left font-normal`}>
              {labels[row.path] ? <span className="block">{labels[row.path]}</span> : null}
              <RevealedText
                text={row.path}
                className={`mono break-all ${labels[row.path] ? "text-text-3" : "text-text-2"}`}
                max={200}
              />
            </th>
            <td className={CELL}>
              <NodeValue node={row.node} account={account} at={at} resource={resources.get(row.path)} />
            </td>
          </tr>
        ))}
      </KeyValueTable>
    );
  };
}
