/** The door for tables, with titles that would be markup or formulas anywhere else: they are texts here. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { becomes, looked, open, proven, says } from "../browser.mjs";

const [, , url] = process.argv;
const MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
const { browser, page, faults } = await open({ theme: "dark" });
await page.goto(url);
await page.getByRole("button", { name: /Paste a table/ }).click();
const rows = [["key", "title", "tokens", "value"], ["A-1", MARKUP, "3", "10.25"], ["A-2", "=HYPERLINK(1)", "4", "11.5"], ["A-3", "Plain", "5", "0.125"]];
await page.getByRole("textbox", { name: /Rows/ }).fill(rows.map((row) => row.join("\t")).join("\n"));
await page.getByRole("textbox", { name: "Capacity in tokens" }).fill("8");
assert.deepEqual(await looked(page), [], "the look of pasting");
await page.getByRole("button", { name: "Plan these" }).click();
await proven(page);
await says(page.getByTestId("value"), /21\.75/);
await page.getByText(MARKUP).waitFor();
assert.equal(await page.locator("main img, main script").count(), 0);
await becomes(async () => /^Board/.test(await page.title()), true, "the title is of the page");

// The file of the list: no cell that a spreadsheet takes for a formula.
const exported = async (kind) => {
  await page.getByRole("button", { name: "Export" }).press("Enter");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: kind }).press("Enter")]);
  return readFileSync(await file.path());
};
assert.match(String(await exported("Table (CSV)")), /A-2,'=HYPERLINK\(1\),/);

// The pictures: the same texts, as texts.
const svg = String(await exported("Picture (SVG)"));
assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
assert.match(svg, />&lt;img src=x onerror=/);
assert.doesNotMatch(svg, /<img|<script/);
assert.match(svg, />21\.75</);
const png = await exported("Picture (PNG)");
assert.equal(png.subarray(1, 4).toString(), "PNG");
assert.ok(png.length > 20_000 && png.readUInt32BE(16) >= 2_000, "a picture of the whole Board");
assert.deepEqual(faults, []);
await browser.close();
