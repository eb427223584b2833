"use client";

import { type ComponentType, lazy, useState } from "react";

/**
 * Like React's `lazy`, with `ahead()` to load it before it is wanted. What is there is then drawn at once: React would wait for it all the
 * same, and shows what it waited for only 300 ms later.
 */
export function lazyAhead<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  let loaded: ComponentType<Props> | null = null;
  const read = async () => {
    const part = await load();
    loaded = part.default;
    return part;
  };
  const Waited = lazy(read);
  function Part(props: Props) {
    const [Drawn] = useState(() => loaded ?? (Waited as unknown as ComponentType<Props>));
    return <Drawn {...props} />;
  }
  // A failure shows itself when the part is wanted.
  Part.ahead = () => void read().catch(() => {});
  return Part;
}
