"use client";

import { useState } from "react";
import { RevealedText } from "@/components/events/revealed-text";
import { TextButton } from "@/components/ui/button";
import { formatCount } from "@/lib/audit/time/format";
import { nodeRows } from "./node-rows";
import { NodeValue } from "./node-value";
import { CELL, type ContextViewProps, KeyValueTable } from "./typed-context";

const SHOWN = 100;
const INDENT = 14;

/** A context of no published shape: its own structure, key by key. */
export function TreeContext({ node, resources, account, at }: ContextViewProps) {
  const [all, setAll] = useState(false);
  const rows = nodeRows(node);
  const shown = all ? rows : rows.slice(0, SHOWN);
  if (rows.length === 0) return <NodeValue node={node} resource={undefined} account={account} at={at} />;
  return (
    <>
      <KeyValueTable label="Context">
        {shown.map((row, i) => (
          <tr key={`${row.path} ${i}`} className="group">
            <th
              scope="row"
              title={row.path.slice(0, 300)}
              className={`${CELL} w-[38%] text-left font-normal text-text-2`}
            >
              <span className="block break-all" style={{ paddingLeft: Math.min(row.depth, 12) * INDENT }}>
                <RevealedText text={row.key || "(no name)"} className="mono" max={200} />
              </span>
            </th>
            <td className={CELL}>
              <NodeValue node={row.node} account={account} at={at} resource={resources.get(row.path)} />
            </td>
          </tr>
        ))}
      </KeyValueTable>
      {rows.length > SHOWN && !all ? (
        <TextButton className="mt-1" onClick={() => setAll(true)}>
          Show all {formatCount(rows.length)} fields
        </TextButton>
      ) : null}
    </>
  );
}
