/** A real browser for the journeys: the machine's own chromium, and what every page must keep. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const executablePath = PLACES.find((path) => path && existsSync(path));

/** As long as a machine may take that has much else to do; nothing waits longer than it must. Shorter for who writes a journey. */
const PATIENCE_MS = Number(process.env.OPTENGINE_TEST_PATIENCE_MS ?? 120_000);
// What playwright switches off, and people have: an address that changes too often is not changed any more.
const KEPT = ["--disable-ipc-flooding-protection"];

export async function open({ width = 1440, height = 900, theme = "light", init } = {}) {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"], ignoreDefaultArgs: KEPT });
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: "reduce", bypassCSP: false });
  context.setDefaultTimeout(PATIENCE_MS);
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

/** What is wrong with the look of the page of this moment: by axe-core, and on a narrow screen; a sentence each. */
export const looked = async (page) => [...(await axe(page)), ...(await narrow(page))];

/** By WCAG 2.2 AA. */
async function axe(page) {
  // By the debugger and not as an element: the policy of the page forbids scripts of others.
  await page.evaluate(readFileSync(AXE, "utf-8"));
  return page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await globalThis.axe.run(document, { runOnly: tags });
    return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary?.split("\n")[1] ?? ""}`));
  });
}

/** What scrolls sideways on a phone (but the matrix of many roadmaps), is cut without a title that has it whole, or is drawn too small to read. */
async function narrow(page) {
  const wide = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const found = await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const called = (each) => `${each.tagName.toLowerCase()}.${each.getAttribute("class")} “${(each.value ?? each.textContent).slice(0, 40)}”`;
    const sideways = [document.scrollingElement, ...document.querySelectorAll("main, .dialog, .table-scroll:not(:has(.matrix))")].filter((each) => each.scrollWidth > each.clientWidth + 1);
    const isCut = (each) => {
      if (each.matches("input")) return each.scrollWidth > each.clientWidth + 1;
      const { right, bottom } = each.getBoundingClientRect();
      for (let over = each; over && over !== document.body; over = over.parentElement) {
        const { overflowX } = getComputedStyle(over);
        if (["auto", "scroll"].includes(overflowX)) return false;
        const edge = over.getBoundingClientRect();
        if (overflowX !== "visible" && (over === each ? over.scrollWidth > over.clientWidth + 1 : right > edge.right + 1 && bottom > edge.top)) return true;
      }
      return false;
    };
    const texts = [...document.querySelectorAll("main *, .dialog *")].filter(
      (each) => (each.matches("input") || [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) && each.checkVisibility() && !each.closest(".sr, .cards thead, [title], option, svg"),
    );
    const tiny = [...document.querySelectorAll("main svg text")].filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 11);
    return [...tiny.map((each) => `too small at 390: ${called(each)}`), ...sideways.map((each) => `scrolls sideways at 390: ${called(each)}`), ...texts.filter(isCut).map((each) => `cut at 390: ${called(each)}`)];
  });
  await page.setViewportSize(wide);
  return found;
}

/** Read again and again until what is read holds: a page is never quicker or slower than a test may think. */
async function until(read, holds, told) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const got = await read().catch((error) => {
      // A page that is loaded anew is read when it is there.
      if (/context was destroyed|navigation/i.test(error.message)) return null;
      throw error;
    });
    if (got !== null && holds(got)) return got;
    if (Date.now() > end) throw new assert.AssertionError({ message: `${told}; it is: ${typeof got === "string" ? got : JSON.stringify(got)}` });
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

export const text = async (of) => (await of.innerText()).replace(/\s+/g, " ").trim();

/** Wait until an element says something; all that it says then. */
export const says = (of, pattern) => until(() => text(of), (got) => pattern.test(got), `${of} should say ${pattern}`);

/** Wait until the address is like that, or until it is not. */
export const address = (page, pattern, like = true) =>
  until(() => page.evaluate(() => location.href), (got) => pattern.test(got) === like, `the address should ${like ? "" : "not "}be like ${pattern}`);

/** Wait until some value is that one. */
export const becomes = (read, wanted, told) => until(read, (got) => got === wanted, `${told}: ${wanted} is wanted`);

/** What the page shows of its draft, once its address says the same. */
const drafted = (page, holds, told) =>
  until(
    () =>
      page.evaluate(() => {
        const value = document.querySelector("[data-testid=value]");
        const address = new URLSearchParams(location.hash.split("?")[1]).getAll("edit").join("&");
        return { draft: value?.dataset.draft, address, waiting: value?.dataset.waiting, grade: value?.querySelector(".grade")?.className };
      }),
    (got) => got.draft === got.address && holds(got),
    told,
  );

/** The draft of the page, as its address has it. */
export const draftOf = async (page) => (await drafted(page, () => true, "the address should have the draft")).draft;

/** Wait until nothing more is to come for the newest draft; the draft. */
export const settled = async (page) => (await drafted(page, ({ waiting }) => waiting === "false", "the newest draft should be answered")).draft;

/** Wait until the last answer to the newest draft is proven. */
export const proven = (page) =>
  drafted(page, ({ waiting, grade }) => waiting === "false" && /grade-proven/.test(grade), "the newest draft should be proven");
