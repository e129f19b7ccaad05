import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { sourcesHash } from "./scripts/sources.mjs";

const API = process.env.OPTENGINE_URL ?? "http://127.0.0.1:8000";

/** The page says which sources it was built from, so that a test can tell when it is out of date. */
function madeFrom() {
  return {
    name: "made-from",
    transformIndexHtml: (html: string) => html.replace("<head>", `<head>\n    <meta name="optengine-sources" content="${sourcesHash()}" />`),
  };
}

export default defineConfig({
  plugins: [react(), madeFrom()],
  build: {
    outDir: "../graphql_api/web/files",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { "/graphql": { target: API, ws: true }, "/session": API } },
});
