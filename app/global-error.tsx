"use client";

/** The last resort, when even the layout failed: no styles to rely on. */
export default function GlobalError() {
  return (
    <html lang="en">
      <head>
        <title>Failed · Audit console</title>
      </head>
      <body>
        <main>
          <h1>The console could not make this page</h1>
          <p>
            What it would show is not known. Reload to try again; the console&apos;s log tells why it failed.
          </p>
        </main>
      </body>
    </html>
  );
}
