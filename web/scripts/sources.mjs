/** The hash of all that the built page is made from: sources, settings of the build and the lock file. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BESIDE = ["index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "scripts/sources.mjs"];

function below(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    if (each.isDirectory()) return below(path);
    return /\.(test\.tsx?|graphql)$/.test(each.name) ? [] : [path];
  });
}

export function sourcesHash() {
  const files = [...BESIDE.map((name) => join(ROOT, name)), ...below(join(ROOT, "src"))];
  const named = files.map((path) => [relative(ROOT, path).split(sep).join("/"), path]).sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash("sha256");
  for (const [name, path] of named) hash.update(name).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}
