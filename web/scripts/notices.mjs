/** THIRD_PARTY_NOTICES: the licence of every package that is in the page, found from the lock file. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf-8"));
const parts = ["The page of the explorer contains these packages, each under its own licence."];
for (const [path, entry] of Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))) {
  if (!path || entry.dev || entry.optional || entry.peer || !existsSync(join(ROOT, path))) continue;
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const file = readdirSync(join(ROOT, path)).find((each) => /^(licen[cs]e|copying)(\.|$)/i.test(each));
  const text = file ? readFileSync(join(ROOT, path, file), "utf-8").replace(/\r\n/g, "\n").trim() : "";
  parts.push(`${name} ${entry.version} (${entry.license})${text ? `\n\n${text}` : ""}`);
}
writeFileSync(join(ROOT, "../graphql_api/web/files/THIRD_PARTY_NOTICES"), `${parts.join(`\n\n${"-".repeat(78)}\n\n`)}\n`);
