/** The Data screen: a list of which only what is on screen exists, a search that a link has, and rows that are pasted over others. */
import assert from "node:assert/strict";

import { address, becomes, looked, open, proven, says } from "../browser.mjs";

const [, , url] = process.argv;
const { browser, page, faults } = await open();
await page.goto(url);
await page.getByRole("button", { name: /Paste a table/ }).click();
const rows = Array.from({ length: 300 }, (_, index) => `A-${String(index).padStart(3, "0")}\tNumber ${index}\t${1 + (index % 7)}\t${1 + (index % 11)}`);
await page.getByRole("textbox", { name: /Rows/ }).fill(["key\ttitle\ttokens\tvalue", ...rows].join("\n"));
await page.getByRole("textbox", { name: "Capacity in tokens" }).fill("90");
await page.getByRole("button", { name: "Plan these" }).click();
await proven(page);
assert.match(await page.locator(".board [data-key] .c-value").first().innerText(), /^\d+$/, "what an initiative is worth");
await page.goto((await address(page, /#\/board/)).replace("#/board", "#/data"));

// Every row can be come to by keyboard alone, and the one that is written in stays.
const cell = (key, field) => page.getByRole("textbox", { name: `${key}: ${field}` });
await cell("A-000", "Title").waitFor();
const table = page.getByRole("table", { name: "Initiatives" });
assert.equal(await table.getAttribute("aria-rowcount"), "301");
const drawn = () => page.locator(".data-body [data-key]").count();
assert.ok((await drawn()) < 60, `${await drawn()} rows exist`);
await cell("A-000", "Title").focus();
for (let step = 0; step < 6 * 30; step++) await page.keyboard.press("Tab");
assert.equal(await page.locator(":focus").getAttribute("aria-label"), "A-030: Title");
await page.keyboard.type("Thirty");
await page.locator(".data-body").evaluate((body) => body.scrollTo(0, body.scrollHeight));
await cell("A-299", "Title").waitFor();
assert.ok((await drawn()) < 60, `${await drawn()} rows exist at the end`);
await page.keyboard.press("Enter");
await page.getByText("1 value stored").waitFor();
await page.locator(".data-body").evaluate((body) => body.scrollTo(0, 20 * 32));
await becomes(() => cell("A-030", "Title").inputValue(), "Thirty", "the title that was written");

// What is refused stays to be mended.
await cell("A-030", "Tokens").fill("many");
await page.keyboard.press("Enter");
await page.getByText(/^A-030: /).waitFor();
assert.equal(await cell("A-030", "Tokens").inputValue(), "many");
await cell("A-030", "Tokens").fill("3");
await page.keyboard.press("Enter");
await page.getByText(/^A-030: /).waitFor({ state: "detached" });

// A link has the search.
await page.getByRole("searchbox", { name: "Search initiatives" }).fill("number 29");
await page.getByText("11 initiatives", { exact: true }).waitFor();
const link = await address(page, /search=number(\+|%20)29/);
for (const theme of ["light", "dark"]) {
  await page.emulateMedia({ colorScheme: theme });
  assert.deepEqual(await looked(page), [], `the look of the list, ${theme}`);
}
const other = await page.context().newPage();
await other.goto(link);
await other.getByText("11 initiatives", { exact: true }).waitFor();
await other.close();

// Pasted by keyboard: what is stored changes where it differs, and nothing does before it has been shown.
await page.getByRole("button", { name: "Paste rows…" }).press("Enter");
const dialog = page.getByRole("dialog");
await dialog.getByRole("textbox", { name: /Rows/ }).fill("key\ttitle\ttokens\tvalue\nA-290\tNumber 290 b\t4\t12\nA-291\tNumber 291\t5\t\nB-1\tNew here\t2\t50");
await says(dialog.getByRole("status"), /^1 new, 1 changed, 1 as they are stored\. Empty cells change nothing\.$/);
await says(dialog.getByRole("region", { name: "What changes" }), /A-290 changed Title: Number 290 → Number 290 b; Value: 5 → 12 B-1 new Title: New here; Tokens: 2; Value: 50$/);
assert.deepEqual(await looked(page), [], "the look of what a paste changes");
await dialog.getByRole("button", { name: "Store 2 initiatives" }).press("Enter");
await dialog.waitFor({ state: "detached" });
await becomes(() => cell("A-290", "Title").inputValue(), "Number 290 b", "what was pasted");
await page.getByRole("searchbox", { name: "Search initiatives" }).fill("B-1");
await becomes(() => cell("B-1", "Tokens").inputValue(), "2", "the tokens of the new one");
await address(page, /search=B-1/);
assert.deepEqual(faults, []);
await browser.close();
