import type { ReactNode } from "react";

/** One part of an event, an anchor of its own. */
export function Section({
  id,
  title,
  children,
  level = 3,
}: {
  id: string;
  title: string;
  children: ReactNode;
  /** Of its heading: below the drawer's title, or below the page's. */
  level?: 2 | 3;
}) {
  const Heading = `h${level}` as const;
  return (
    <section
      id={id}
      data-part={id}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      className="mt-5 scroll-mt-3 outline-none first:mt-0"
    >
      <Heading id={`${id}-title`} className="mb-1.5 text-12 font-strong">
        {title}
      </Heading>
      {children}
    </section>
  );
}
