/** A real browser for the journeys: the machine's own chromium, and what every page must keep. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const executablePath = PLACES.find((path) => path && existsSync(path));

export async function open({ width = 1440, height = 900, theme = "light", init } = {}) {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: "reduce", bypassCSP: false });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/401|ERR_CONNECTION|WebSocket/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const own = new URL(page.url() === "about:blank" ? request.url() : page.url()).host;
    const { protocol, host } = new URL(request.url());
    if (!["blob:", "data:"].includes(protocol) && host !== own) faults.push(`asks ${host}`);
  });
  if (init) await context.addInitScript(init);
  return { browser, context, page, faults };
}

/** What axe-core finds on the page of this moment, by WCAG 2.2 AA; a sentence each. */
export async function axe(page) {
  // By the debugger and not as an element: the policy of the page forbids scripts of others.
  const { readFileSync } = await import("node:fs");
  await page.evaluate(readFileSync(AXE, "utf-8"));
  return page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await globalThis.axe.run(document, { runOnly: tags });
    return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary?.split("\n")[1] ?? ""}`));
  });
}

export const proven = (page) => page.locator('[data-testid="value"][data-waiting="false"] .grade-proven').waitFor({ timeout: 60_000 });
