import { fileURLToPath } from "node:url";

// For answers that are no page: nothing in them may run or be framed (the policy for pages is in lib/server/identity).
const API_HEADERS = [
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  // The repository is the root also when it lies inside another folder with a lock file.
  outputFileTracingRoot: fileURLToPath(new URL(".", import.meta.url)),
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  poweredByHeader: false,
  reactStrictMode: true,
  // Native modules: loaded by Node from node_modules, never bundled.
  serverExternalPackages: ["@photostructure/sqlite", "@node-rs/argon2", "undici"],
  outputFileTracingIncludes: {
    "/**": ["./node_modules/@photostructure/sqlite/**/*", "./node_modules/@node-rs/**/*"],
  },
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true }, // `npm test` runs the type check; the build need not repeat it
  devIndicators: false,
  // proxy.ts sets the headers of pages; static files and the API pass it by.
  headers: async () => [
    { source: "/api/:path*", headers: API_HEADERS },
    { source: "/_next/static/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
    { source: "/icon.svg", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
  ],
};

export default config;
