"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { usePrefs } from "@/components/providers/prefs";

const GROUPS: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: "Anywhere",
    keys: [
      ["/", "search text"],
      [".", "go to an id, a value or a page"],
      ["g e", "events"],
      ["z", "UTC or local"],
      ["h l", "earlier, later window"],
      ["b", "wider, back out of a zoom"],
      ["?", "this list"],
    ],
  },
  {
    title: "In the list",
    keys: [
      ["j k", "older, newer"],
      ["Home End", "ends of the result"],
      ["PgUp PgDn", "a view up, down"],
      ["Enter", "open"],
      ["x", "select"],
      ["Shift+x", "select to here"],
      ["Shift+↓", "select on, row by row"],
      ["n", "show new events"],
      ["w", "window"],
      ["t", "types"],
      ["e", "export"],
      ["u", "copy link"],
      ["Esc", "clear the selection"],
    ],
  },
  {
    title: "On the bars",
    keys: [
      ["← →", "previous, next bar"],
      ["Shift+→", "choose more bars"],
      ["Enter", "zoom"],
      ["f", "only what is first seen"],
      ["Esc", "choose none"],
    ],
  },
  {
    title: "In an event",
    keys: [
      ["j k", "older, newer"],
      ["[ ]", "previous, next part"],
      ["p", "where to go from the focused value"],
      ["o", "open its page"],
      ["y", "copy JSON"],
      ["F6", "to the list and back"],
      ["Esc", "close, back to the row"],
    ],
  },
];

/** The map of keys, and the switch that turns the single ones off. */
export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const { prefs, change } = usePrefs();
  return (
    <Dialog title="Keyboard" onClose={onClose} className="w-[680px] lg:w-[900px]">
      <div className="grid gap-6 px-4 py-3 sm:grid-cols-2 lg:grid-cols-4">
        {GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <h3 className="mb-1 text-12 font-strong">{title}</h3>
            <dl className="text-12">
              {keys.map(([combo, does]) => (
                <div key={combo} className="grid min-h-6 grid-cols-[74px_1fr] items-center">
                  <dt className="flex gap-1">
                    {combo.split(" ").map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd className="text-text-2">{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="flex items-center gap-2 border-t border-line bg-surface-2 px-4 py-2.5 text-12">
        <input
          type="checkbox"
          checked={prefs.keys}
          onChange={(event) => change({ keys: event.target.checked })}
        />
        Single-key shortcuts
        <span className="text-text-3">None uses Ctrl, Alt or ⌘; none works while typing.</span>
      </label>
    </Dialog>
  );
}
