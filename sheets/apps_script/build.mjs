// Bundles the script into dist/: Code.js, with a function at its top level for everything that Google calls by its
// name, and the manifest. `make apps-script` does it.
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOM = dirname(fileURLToPath(import.meta.url));
const DIST = argv[2] ?? join(ROOM, "dist");
const COMMON = { bundle: true, target: "es2019", charset: "utf8", logLevel: "warning" };

// A page is one text: the script beside it is bundled and put in its place.
const pages = {
  name: "pages",
  setup(builder) {
    builder.onLoad({ filter: /\.html$/ }, async ({ path }) => {
      const source = path.replace(/\.html$/, ".ts");
      const made = await build({ ...COMMON, entryPoints: [source], format: "iife", write: false });
      const script = made.outputFiles[0].text.replaceAll("</script", "<\\/script");
      const html = (await readFile(path, "utf8")).replace("<!-- script -->", () => `<script>\n${script}</script>`);
      return { contents: html, loader: "text", watchFiles: [source] };
    });
  },
};

const ENTRY = { ...COMMON, entryPoints: [join(ROOM, "src", "main.ts")], plugins: [pages] };

const listed = await build({ ...ENTRY, format: "esm", write: false, metafile: true, outdir: DIST });
const names = Object.values(listed.metafile.outputs)[0].exports;
const stubs = names.map((name) => `function ${name}(...args) { return optimizationEngine.${name}(...args); }`);

await mkdir(DIST, { recursive: true });
await build({
  ...ENTRY,
  format: "iife",
  globalName: "optimizationEngine",
  outfile: join(DIST, "Code.js"),
  footer: { js: stubs.join("\n") },
});
await copyFile(join(ROOM, "appsscript.json"), join(DIST, "appsscript.json"));
