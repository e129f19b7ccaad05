/** Two plans side by side, whether they were kept or not: stored, draft, baseline; by pointer and by keyboard, light and dark. */
import assert from "node:assert/strict";

import { address, becomes, looked, open, proven, says, text } from "../browser.mjs";

const [, , url] = process.argv;
const { browser, page, faults } = await open();
const region = (name) => page.getByRole("region", { name, exact: true });
const [from, to] = ["From", "To"].map((name) => page.getByRole("combobox", { name, exact: true }));
const chosen = (of) => of.evaluate((select) => select.selectedOptions[0].text);
const problem = {
  scenario: { name: "Autumn", period_key: "2026-Q1", objective_mode: "north_star", capacity_total_tokens: 8 },
  constraint_set: {
    name: "House rules",
    targets: [{ kpi_key: "gmv", market: "UK", target_value: 130, floor_or_goal: "goal" }],
    response_curves: [{ curve_key: "uk", kpi_key: "gmv", market: "UK", points: [[0, 0], [100, 100], [200, 150]] }],
  },
  initiatives: [["A-1", "<b>One</b>", 3, 10.25, 100], ["A-2", "Two", 4, 11.5, 50], ["A-3", "Three", 5, 0.125, 20]].map(([initiative_key, title, engineering_tokens, north_star, gmv]) => ({
    initiative_key,
    title,
    market: "UK",
    engineering_tokens,
    kpi_contribution: { north_star, gmv },
  })),
};
await page.goto(url);
await page.getByLabel("Problem file").setInputFiles({ name: "autumn.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(problem)) });
await proven(page);

// Nothing is kept and nothing tried: there is one plan only, and it says what to do.
await page.getByRole("link", { name: "Compare" }).click();
await page.getByText("Both are the same plan: choose another one, or change something on the Board").waitFor();
await becomes(() => chosen(from), "As it is stored: Autumn", "the first side");

// A draft is compared with the plan before anything is kept, with measures, limits and curves.
await page.goto(`${(await address(page, /plan=/)).replace("#/compare", "#/board")}&edit=mandatory:A-3`);
await proven(page);
await page.getByRole("link", { name: "Compare" }).press("Enter");
await says(page.getByTestId("compared"), /^1 enter, 1 leave, 0 move/);
assert.deepEqual([await chosen(from), await chosen(to)], ["As it is stored: Autumn", "The draft"]);
await says(region("Figures"), /North star 21\.75 10\.375 −11\.375 worse Tokens 7 8 \+1 Gmv 125 110 −15/);
await says(region("Initiatives that differ").locator("tr", { hasText: "A-3" }), /^A-3 Three Enters — .*5 tokens your edit$/);
await says(region("Initiatives that differ").locator("tr", { hasText: "A-2" }), /^A-2 Two Leaves .*4 tokens —/);
await says(region("Limits and targets that are used differently"), /Capacity of all initiatives 7 of 8 8 of 8 Target Gmv, UK 125 of 130 110 of 130/);
await says(region("Curves on which they stand elsewhere"), /Response curve uk 150 counted 125; now 120 counts 110 \(−15\)\./);
for (const theme of ["light", "dark"]) {
  assert.deepEqual(await looked(page), [], `the look of a draft beside the plan, ${theme}`);
  await page.getByRole("button", { name: /^Use the/ }).click();
}

// A draft that no portfolio can keep says so, and where to read why.
await page.goto((await address(page, /edit=/)).replace("mandatory:A-3", "mandatory:A-3&edit=capacity:global=1"));
await page.getByText("No portfolio keeps every rule of the draft").waitFor();

// After one Keep there is a kept plan and what is stored; the kept one becomes the baseline, and stays the first side.
await page.getByRole("link", { name: "Board", exact: true }).click();
await page.getByRole("button", { name: /^Drop 2 edits/ }).click();
await proven(page);
await page.getByRole("button", { name: "Keep…" }).click();
await page.getByRole("button", { name: "Keep", exact: true }).click();
await page.getByRole("dialog").waitFor({ state: "detached" });
await page.getByRole("link", { name: "Runs" }).click();
await page.locator("td .grade-proven").waitFor();
await page.getByRole("link", { name: "Compare" }).click();
await page.getByText("Both plan the same initiatives").waitFor();
await page.getByRole("button", { name: "Swap" }).press("Enter");
await page.getByRole("button", { name: "Make the second the baseline" }).press("Enter");
await becomes(async () => /^Baseline: Autumn/.test(await chosen(to)), true, "the baseline is named");
await page.goto(`${(await address(page, /plan=/)).replace("#/compare", "#/board").replace(/&[ab]=[^&]*/g, "")}&edit=capacity:global=12`);
await proven(page);
await page.getByRole("link", { name: "Compare" }).click();
await from.selectOption({ label: (await text(from.locator("option", { hasText: "Baseline" }))) });
await says(page.getByTestId("compared"), /^1 enter, 0 leave, 0 move/);
await address(page, /a=.*b=draft/);
assert.deepEqual(await looked(page), [], "the look of a draft beside the baseline");
assert.deepEqual(faults, []);
await browser.close();
