/** What is certain and what a change of mind costs, then plans, roadmaps and solvers side by side; by pointer and by keyboard. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { address, becomes, looked, open, proven, says, text } from "../browser.mjs";

const [, , url] = process.argv;
const { browser, page, faults } = await open();
const part = (name) => page.locator("nav.parts").getByRole("link", { name });
const region = (name) => page.getByRole("region", { name, exact: true });
const file = async (name) => {
  const [got] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `${name}.csv` }).click()]);
  return readFileSync(await got.path(), "utf-8");
};
// A plan small enough to know by heart: fit together, and whoever takes A-3 gives one of them up.
await page.goto(url);
await page.getByRole("button", { name: /Paste a table/ }).click();
const rows = [["key", "title", "tokens", "value"], ["A-1", "<b>One</b>", "3", "10.25"], ["A-2", "Two", "4", "11.5"], ["A-3", "Three", "5", "0.125"]];
await page.getByRole("textbox", { name: /Rows/ }).fill(rows.map((row) => row.join("\t")).join("\n"));
await page.getByRole("textbox", { name: "Capacity in tokens" }).fill("8");
await page.getByRole("button", { name: "Plan these" }).click();
await proven(page);

await page.getByRole("link", { name: "Certainty" }).click();
await page.getByRole("combobox", { name: "A plan may lose" }).selectOption("Nothing");
await address(page, /within=0/);
// As though the page were loaded anew while it is computed: what was asked for is followed again, and not asked for twice.
await page.evaluate(() => (Storage.prototype.removeItem = () => undefined));
await page.getByRole("button", { name: "Find what is certain" }).press("Enter");
const best = page.getByText(/The best is 21\.75; 21\.75 is enough/);
await best.waitFor({ timeout: 60_000 });
await page.reload();
await best.waitFor({ timeout: 60_000 });
await says(region("Always in"), /^Always in 2 .*A-1 <b>One<\/b> .*A-2 Two$/);
await says(region("Sometimes"), /^Sometimes 0/);
await says(region("Never in"), /^Never in 1 .*A-3 Three$/);
assert.deepEqual(await looked(page), [], "the look of what is certain");
assert.match(await file("certainty"), /A-3,Three,Never,no,0/);

await part("Prices").press("Enter");
await page.getByRole("button", { name: "Find the prices" }).click();
const outside = region("Outside: taking it in costs");
await outside.waitFor({ timeout: 60_000 });
await says(outside, /A-3 Three Proven 11\.375 /);
await says(region("In the plan: leaving it out costs"), /A-1 <b>One<\/b> Proven 10\.25 .*A-2 Two Proven 11\.375 /);
assert.deepEqual(await looked(page), [], "the look of prices");
await part("In every plan").click();
await says(region("Always in"), /^Always in 2/);

await part("Alternatives").click();
await page.getByRole("button", { name: "Find alternatives" }).press("Enter");
await page.getByText("There is no further one.").waitFor({ timeout: 60_000 });
assert.deepEqual(await looked(page), [], "the look of alternatives");

await part("Safe plan").click();
await page.getByRole("textbox", { name: /Total capacity that may come true/ }).fill("50, 100");
await page.getByRole("button", { name: "Find the safe plan" }).press("Enter");
await says(page.getByTestId("safe"), /^Proven At the worst it loses [\d.]+ % of what would be best\. .*1 initiative, [34] tokens\./);
for (const theme of ["light", "dark"]) {
  await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
  assert.deepEqual(await looked(page), [], `the look of the safe plan, ${theme}`);
}
await page.evaluate(() => delete document.documentElement.dataset.theme);

await part("Capacities").click();
await page.getByRole("button", { name: "Value the capacities" }).click();
await page.getByRole("columnheader", { name: "Next limit that helps" }).waitFor({ timeout: 60_000 });
await says(page.locator("tr", { hasText: "7 of 8" }), /Proven 0 12 Proven 0\.125 \+ In: A-3/);
assert.deepEqual(await looked(page), [], "the look of capacities");
await page.getByRole("button", { name: /^Try it: 12/ }).press("Enter");
await page.getByTestId("value").getByText("21.875").waitFor();
await proven(page);
await address(page, /#\/board.*edit=capacity:global=12/);
await page.getByRole("button", { name: "Undo" }).click();
await proven(page);

// Prices in the list and beside the capacity, with their grade; the file of the list says what it is of.
await page.getByRole("button", { name: "Prices", exact: true }).press("Enter");
const priced = page.locator("[data-key='A-3'] .c-price");
await priced.getByText("Taking it in costs 11.375, proven").waitFor({ timeout: 60_000, state: "attached" });
await page.locator("[data-place='capacity:global'] .limit-worth").waitFor({ timeout: 60_000 });
assert.match(await text(page.locator("[data-place='capacity:global'] .limit-worth")), /Proven 1 more gains 0$/);
assert.deepEqual(await looked(page), [], "the look of prices in the list");
await page.getByRole("columnheader", { name: "Price" }).getByRole("button").press("Enter");
await page.getByRole("button", { name: "Export" }).press("Enter");
const [list] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Table (CSV)" }).press("Enter")]);
assert.match(readFileSync(await list.path(), "utf-8"), /A-3,Three,.*"Taking it in costs 11\.375, proven",no,\r\n\r\nscenario,[^\r]+\r\nrules,[^\r]+\r\nvalue,"21\.75, proven best"\r\nsolver,/);

// A frontier of two measures: a point by keyboard, its portfolio, and the same portfolio on the Board.
await page.getByRole("link", { name: "Frontier" }).click();
await page.getByRole("combobox", { name: "Over" }).selectOption("Two measures");
await page.getByRole("combobox", { name: "To the right" }).selectOption("Tokens");
await page.getByRole("button", { name: "Find the curve" }).press("Enter");
await page.getByText("Every point proven").waitFor({ timeout: 60_000 });
await page.getByRole("button", { name: /^4 Tokens: 11\.5$/ }).press("Enter");
assert.match(await text(region("The portfolio of this point")), /^Proven Tokens 4: .* 11\.5 .*Try this portfolio on the Board 1 initiative in it$/);
assert.deepEqual(await looked(page), [], "the look of a frontier of two measures");
await page.getByRole("button", { name: "Try this portfolio on the Board" }).press("Enter");
await page.getByTestId("value").getByText("11.5", { exact: true }).waitFor();
await proven(page);
await page.getByRole("button", { name: "Undo" }).click();
await proven(page);

// The cheapest way out of a conflict by one press, and it leaves what it says.
await page.goto(`${await address(page, /plan=/)}&edit=mandatory:A-1&edit=mandatory:A-2&edit=mandatory:A-3`);
const cheapest = page.getByTestId("way-out");
await cheapest.waitFor({ timeout: 60_000 });
await becomes(() => text(cheapest), "Cheapest way out Raise “Capacity of all initiatives” from 8 to 12. It leaves 21.875. Take it", "the way out");
assert.deepEqual(await looked(page), [], "the look of a way out");
await cheapest.getByRole("button", { name: "Take it" }).press("Enter");
await page.getByTestId("value").getByText("21.875").waitFor();
await proven(page);
await page.getByRole("button", { name: /^Drop 4 edits/ }).click();
await proven(page);

// Two kept plans: what differs, and the engine's reasons.
const keep = async (name) => {
  await page.getByRole("button", { name: "Keep…" }).click();
  if (name) await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await proven(page);
};
await keep(null);
await page.goto(`${await address(page, /plan=/)}&edit=mandatory:A-3`);
await proven(page);
await keep("With A-3");
await page.getByRole("link", { name: "Runs" }).click();
await page.getByText("Proven best").nth(1).waitFor({ timeout: 60_000 });
await page.getByRole("link", { name: "Compare" }).click();
await says(page.getByTestId("compared"), /^1 enter, 1 leave, 0 move/);
const changed = region("Initiatives that differ");
await says(changed.locator("tr", { hasText: "A-3" }), /^A-3 Three Enters — .*5 tokens .*mandatory/i);
await says(region("Figures"), /21\.75 10\.375 −11\.375 worse/);
assert.deepEqual(await looked(page), [], "the look of two plans");
await page.getByRole("button", { name: "Swap" }).press("Enter");
await region("Figures").getByText("+11.375").first().waitFor();
await address(page, /a=.*b=/);
assert.match(await file("differences"), /^change,key,title,before,after,why\r\n/);

await part("Roadmaps").click();
await page.getByRole("textbox", { name: "Total capacity, % of today" }).fill("10%, 100%, 150%");
await page.getByRole("button", { name: "Compare roadmaps" }).click();
await page.getByTestId("roadmaps").waitFor({ timeout: 120_000 });
await says(page.getByTestId("roadmaps"), /^1 initiative is in some of 2 roadmaps only; 2 in all/);
await says(region("Figures of each roadmap"), /Not possible .*Proven 10\.375 .*Proven 21\.875/);
assert.deepEqual(await looked(page), [], "the look of roadmaps");

await part("Solvers").click();
await page.getByRole("button", { name: "Ask every solver" }).click();
await region("Answers of the solvers").waitFor({ timeout: 120_000 });
await says(region("Answers of the solvers"), /cp-?sat .*Proven 10\.375/i);
await page.getByRole("button", { name: /^Use the dark/ }).click();
assert.deepEqual(await looked(page), [], "the look of solvers");
assert.deepEqual(faults, []);
await browser.close();
